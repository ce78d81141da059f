/** By the name of its file: the types that are published for the package do not fit this parser. */
declare module 'markdown-it-footnote/index.mjs' {
  import type { MarkdownIt } from 'markdown-it'

  export default function footnotes (md: MarkdownIt): void
}
