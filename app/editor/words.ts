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
  math: MathWords
  tableSelect: string
  pasteFlattened: string
  tableCut (rows: number, kept: number): string
  unnamed: string
  untitled: string
  mentionGone: string
  documentAway: string
  date: string
  dateDone: string
  section: string
  sectionTitle: string
  calloutKinds: Record<CalloutKind, string>
  calloutKind (kind: string): string
  calloutChoose: string
  /** The paragraph in which somebody composed letters was deleted by another person meanwhile. */
  composedGone (text: string): string
  unknown: string
  unknownHint: string
}
