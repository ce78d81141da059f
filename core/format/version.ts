/** Version of everything that is written into a document's log and view. Raised only by a `raise` operation. */
export const FORMAT_VERSION = 1

/** Version of the node and mark types that this app understands in full. */
export const SCHEMA_VERSION = 2

/** Name of the root fragment that the editor binds, in every document's Y.Doc. */
export const ROOT_FRAGMENT = 'prosemirror'

/** Layout of a block. It stays 1 for as long as a block is a list of tagged operations, so that a raise can always be read. */
export const FRAME_VERSION = 1

/** All that the engine knows of what the text is made of: how a link to another document looks, to say what links where. */
export const LINK_ELEMENT = 'document_link'
export const LINK_ATTRIBUTE = 'document'
