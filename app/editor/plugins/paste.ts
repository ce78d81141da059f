import type { Node } from 'prosemirror-model'
import { Slice } from 'prosemirror-model'
import { Plugin } from 'prosemirror-state'

/** Signs of Markdown that plain prose hardly has. Each on a line of its own or closed on the same line. */
const SIGNS = [
  /^#{1,6}\s+\S/m,
  /^\s{0,3}[-*+]\s+\S.*\n\s*[-*+]\s+\S/m,
  /^\s{0,3}\d+[.)]\s+\S.*\n\s*\d+[.)]\s+\S/m,
  /^\s*[-*+]\s+\[[ xX]\]\s/m,
  /^>\s+\S/m,
  /^```/m,
  /^(?:---|\*\*\*)\s*$/m,
  /\*\*[^*\s][^*\n]*\*\*/,
  /`[^`\n]+`/,
  /!?\[[^\]\n]+\]\([^)\s]+\)/
]

export function looksLikeMarkdown (text: string): boolean {
  return SIGNS.some((sign) => sign.test(text))
}

/**
 * Plain text that looks like Markdown becomes what it says; with Shift it stays as it is. HTML is read by the
 * schema's own rules in a document without a window, where nothing is loaded.
 */
export function paste (parseMarkdown: (text: string) => Node | null): Plugin {
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
      }
    }
  })
}
