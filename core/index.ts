/** The only door to the engine: what embedders, shells and tests import. */
export { Engine, type EngineOptions } from './engine.ts'
export { Document, type DocumentEvents } from './doc/document.ts'
export { ERROR_CODES, SheafError, type ErrorCode } from './errors.ts'
export type { Formats } from './formats.ts'
export type {
  BlobState, DocumentInfo, DocumentState, DocumentStatus, ExportFormat, HolderInfo, InviteInfo, InviteOptions, MemberInfo, Presence, Profile, Role
} from './rpc/api.ts'
