/** Yjs V1 updates as bytes: checked (`yupdate-read`), and rewritten (`yupdate-write`). Nothing here knows a Y.Doc. */
export { LIMITS_V1, needs, parseUpdate } from './yupdate-read.ts'
export type { ClientRange, ClientStructs, Id, Limits, ParsedUpdate, ParseResult, Struct, UpdateFault } from './yupdate-read.ts'
export { mergeOwn, neuter, splitClients, splitSize } from './yupdate-write.ts'
export type { NeuterOptions } from './yupdate-write.ts'
