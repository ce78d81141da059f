/**
 * Yjs V1 updates as bytes: checked, asked what they need, made harmless, joined and taken apart. Pure functions; nothing
 * here knows a Y.Doc. The checks are part of the document format (test/golden/yupdate-v1.json pins them).
 */
export { isKeyed, listName, placed } from './yupdate-list.ts'
export type { Site } from './yupdate-list.ts'
export { neuter } from './yupdate-neuter.ts'
export type { NeuterOptions } from './yupdate-neuter.ts'
export { LIMITS_V1, needs, parseUpdate } from './yupdate-read.ts'
export type { ClientRange, ClientStructs, Id, Limits, ParsedUpdate, ParseResult, Struct, UpdateFault } from './yupdate-read.ts'
export { deletesOf, mergeOwn, splitClients, splitSize } from './yupdate-write.ts'
