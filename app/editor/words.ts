import type { CalloutKind } from '../schema/nodes/callout.ts'
/** About formulas. */
export interface MathWords {
  field: string                     // accessible name of the field for TeX
  example: string
  blank: string
  unknown (command: string): string
  environment (name: string): string
  mismatch (begin: string, end: string): string
  argument (command: string): string
  unexpected (what: string): string
  open: string
  twice: string
  endless: string
  deep: string
  long (length: number, most: number): string
  other (why: string): string
  at (column: number): string
  atLine (line: number, column: number): string
  atEnd: string
}

/** The words that the editor itself shows. Whoever mounts it brings them, in the language of the page. */
export interface EditorWords {
  text: string                      // accessible name of the text area
  placeholder: string
  linkPrompt: string
  linkApply: string
  linkEdit: string
  linkOpen: string
  linkRemove: string
  linkBad: string
  task: string
  imageCard (host: string): string
  imageHidden: string
  imageLoad: string
  imageFailed: string
  imageBad: string
  codeLanguage: string
  codePlain: string
  codeCopy: string
  codeCopied: string
  codeNotCopied: string
  math: MathWords
  tableSelect: string
  pasteCut (end: string): string
  pasteFlattened: string
  tableCut (rows: number, kept: number): string
  unnamed: string
  untitled: string
  mentionGone: string
  documentAway: string
  date: string
  dateDone: string
  toc: string
  tocEmpty: string
  footnote (number: string): string
  footnoteMissing: string
  footnoteUnused: string
  footnoteBack (number: string): string
  section: string
  sectionTitle: string
  calloutKinds: Record<CalloutKind, string>
  calloutKind (kind: string): string
  calloutChoose: string
  files: FileWords
  unknown: string
  unknownHint: string
}

/** About images and files. Sizes are in bytes. */
export interface FileWords {
  caption: string                   // shown where a caption can be written
  tools: string                     // accessible name of the row of buttons of an image
  sizes: Record<ImageSize, string>
  sizeNames: Record<ImageSize, string>
  addAlt: string
  alt: string
  altPrompt: string
  altApply: string
  open: string
  openOf (name: string): string
  download: string
  downloadOf (name: string): string
  fileOf (name: string): string
  image: string                     // of an image without a name
  unnamed: string                   // of a file without a name
  size (bytes: number): string
  progress (have: number, size: number): string
  uploading (name: string): string
  cancel: string
  cancelOf (name: string): string
  again: string
  failed (why: string): string
  readOnly: string
  folder: string
  stopped (count: number): string
  coming: string
  missing: string
  offer (size: number): string
  fetch: string
  wrong: string
  foreign: string
  none: string
  broken: string
  notAdopted: string
}

export type ImageSize = 'small' | 'medium' | 'large' | 'full'
