/**
 * What the engine needs to know of document formats: nothing but this interface. The package's `#formats`
 * import names the implementation (app/export), loaded when it is first needed, so that no schema or
 * ProseMirror code is part of core.
 */
import type * as Y from 'yjs'
import type { ExportFormat } from './rpc/api.ts'

export interface Formats {
  /**
   * Reads Markdown and returns what to do to an empty fragment.
   * Throws SheafError BAD_INPUT for binary or non-UTF-8 text, TOO_LARGE beyond MAX_IMPORT_BYTES.
   */
  readMarkdown (markdown: string | Uint8Array): {
    title: string                                // from the first heading, '' when there is none
    schema: number                               // the version of the schema that it needs
    notes: string[]                              // what had to be simplified, a sentence each
    write (fragment: Y.XmlFragment): void        // inside the caller's transaction
  }
  /** Writes the document out. `notes` says what the format cannot hold. */
  write (format: ExportFormat, fragment: Y.XmlFragment, options: { title: string }): { bytes: Uint8Array, notes: string[] }
}
