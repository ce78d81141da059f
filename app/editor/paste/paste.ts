import type { Node } from 'prosemirror-model'
import type { EditorView } from 'prosemirror-view'
import { Fragment, Slice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'
import { schema } from '../../schema/index.ts'
import { readTabs } from '../tables/paste.ts'
import { editorLanguage } from './foreign-code.ts'
import { shortText } from './limit.ts'
import { soundSlice, soundText } from './slice.ts'
import { tidyHtml } from './tidy.ts'

/**
 * Signs of Markdown that plain prose hardly has. Each on a line of its own or closed on the same line. None looks
 * further than a line of an honest text is long: a paste may be a million characters made to hold up the window.
 */
const SIGNS = [
  /^#{1,6}\s+\S/m,
  /^\s{0,3}[-*+]\s+\S.*\n\s*[-*+]\s+\S/m,
  /^\s{0,3}\d+[.)]\s+\S.*\n\s*\d+[.)]\s+\S/m,
  /^[ \t]*[-*+]\s+\[[ xX]\]\s/m,
  /^>\s+\S/m,
  /^```/m,
  /^(?:---|\*\*\*)\s*$/m,
  /\*\*[^*\s][^*\n]*\*\*/,
  /`[^`\n]+`/,
  /\[[^[\]\n]{1,1000}\]\([^)\s]{1,2000}\)/
]
/** Modes of VS Code in which prose is written. */
const PROSE = /^(?:markdown|mdx?|plaintext|git-commit|git-rebase|restructuredtext|asciidoc)$/

export function looksLikeMarkdown (text: string): boolean {
  return SIGNS.some((sign) => sign.test(text))
}

/**
 * Plain text that looks like Markdown becomes what it says; with Shift it stays as it is. HTML is tidied up and read
 * by the schema's own rules in a document without a window, where nothing runs and nothing is loaded. `told`
 * hears when what was nested too deeply was taken apart, and when there was more than one paste can bring in.
 */
export function paste (parseMarkdown: (text: string) => Node | null, told: { flattened (): void, cut (end: string): void }): Plugin {
  const short = (text: string): string => {
    // Cells have a limit of their own.
    const cut = readTabs(text) === null ? shortText(text) : null
    if (cut !== null) told.cut(cut.end)
    return cut?.kept ?? text
  }
  return new Plugin({
    props: {
      clipboardTextParser: (text, $context, plain) => {
        if (!plain && $context.parent.type.spec.code !== true && looksLikeMarkdown(text)) {
          const doc = parseMarkdown(text)
          // Open at both ends, so that a pasted sentence joins the one it is put into.
          if (doc !== null) return Slice.maxOpen(doc.content)
        }
        // Null would do the same; the type of the option wants to hear nothing of it.
        return null as unknown as Slice
      },
      transformPastedHTML: (html) => tidyHtml(html, (end) => { told.cut(end) }),
      transformPastedText: (text) => short(soundText(text)),
      transformPasted: (slice) => {
        const sound = soundSlice(slice)
        if (sound.flattened) told.flattened()
        return sound.slice
      },
      handlePaste: (view, { clipboardData }) => {
        const language = editorLanguage(clipboardData)
        const text = clipboardData?.getData('text/plain') ?? ''
        return language !== null && text !== '' && pasteCode(view, short(soundText(text.replace(/\r\n?/g, '\n'))), language, parseMarkdown)
      }
    }
  })
}

/** What was copied from an editor for code. */
function pasteCode (view: EditorView, text: string, language: string, parseMarkdown: (text: string) => Node | null): boolean {
  const { state } = view
  const { parent } = state.selection.$from
  const markdown = language === 'markdown' && parent.type.spec.code !== true ? parseMarkdown(text) : null
  if (markdown === null && (parent.type.spec.code === true || PROSE.test(language))) return view.pasteText(text)
  const line = text.replace(/\n+$/, '')
  const inline = text === line && !line.includes('\n') && parent.inlineContent
  const slice = markdown !== null
    ? soundSlice(Slice.maxOpen(markdown.content)).slice
    : new Slice(Fragment.from(inline
      ? schema.text(line, [schema.marks.code.create()])
      : schema.nodes.code_block.create({ language }, line === '' ? null : schema.text(line))), 0, 0)
  view.dispatch(state.tr.replaceSelection(slice).scrollIntoView().setMeta('paste', true).setMeta('uiEvent', 'paste'))
  return true
}
