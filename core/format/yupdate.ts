/** Yjs V1 updates as bytes: checked (`yupdate-read`), and rewritten (`yupdate-write`). Nothing here knows a Y.Doc. */
export { LIMITS_V1, isKeyed, listName, needs, parseUpdate, placed } from './yupdate-read.ts'
export type { ClientRange, ClientStructs, Id, Limits, ParsedUpdate, ParseResult, Site, Struct, UpdateFault } from './yupdate-read.ts'
export { mergeOwn, neuter, splitClients, splitSize } from './yupdate-write.ts'
export type { NeuterOptions } from './yupdate-write.ts'
