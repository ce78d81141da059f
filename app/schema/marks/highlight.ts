import mark from 'markdown-it-mark'
import type { MarkFile } from '../node-file.ts'
import { oneOf } from '../attributes.ts'
import { markRule } from './rule.ts'

/** Besides yellow, which is no name but null: what `==` in Markdown and a bare `<mark>` mean. */
export const HIGHLIGHTS = ['orange', 'pink', 'purple', 'blue', 'green'] as const
export type Highlight = typeof HIGHLIGHTS[number] | null

export const highlight = {
  marks: {
    highlight: {
      attrs: { color: oneOf(HIGHLIGHTS) },
      parseDOM: [
        { tag: 'mark', getAttrs: (dom) => ({ color: dom.getAttribute('data-color') }) },
        // Only text: cells and boxes of foreign pages have backgrounds for other reasons.
        {
          tag: 'span[style*=background]',
          consuming: false,
          getAttrs: (dom) => {
            const color = nearestHighlight(dom.style.backgroundColor)
            return color === undefined ? false : { color }
          }
        }
      ],
      toDOM: ({ attrs }) => ['mark', { 'data-color': attrs['color'] as Highlight }, 0]
    }
  },
  key: 'Mod-Shift-h',
  rules: ({ marks }) => [markRule(/(?:^|[^=])(==([^=\s](?:[^=]*[^=\s])?)==)$/, marks['highlight']!)],
  markdown: {
    syntax: (md) => { md.use(mark) },
    read: { mark: { mark: 'highlight' } },
    tags: {
      mark: 'highlight',
      ...Object.fromEntries(HIGHLIGHTS.map((color) => [`mark data-color="${color}"`, { mark: 'highlight', attrs: { color } }]))
    },
    write: { highlight: ({ color }) => color === null ? ['==', '=='] : [`<mark data-color="${String(color)}">`, '</mark>'] }
  }
} satisfies MarkFile

/** The colour of ours that a marker of another editor is nearest to; undefined for white, grey and none at all. */
export function nearestHighlight (css: string): Highlight | undefined {
  if (Object.hasOwn(NAMED, css)) return NAMED[css]
  const [r = 0, g = 0, b = 0, a = 1] = (/^rgba?\(([^)]*)\)$/.exec(css)?.[1] ?? '').split(/[\s,/]+/).map(Number)
  const [most, least] = [Math.max(r, g, b), Math.min(r, g, b)]
  if (!(a > 0.2) || !(most - least >= 24) || most < 128) return undefined
  const from = most === r ? (g - b) / (most - least) : most === g ? 2 + (b - r) / (most - least) : 4 + (r - g) / (most - least)
  const hue = (from * 60 + 360) % 360
  if (hue < 15 || hue >= 310) return 'pink'
  if (hue < 45) return 'orange'
  if (hue < 72) return null
  if (hue < 170) return 'green'
  return hue < 250 ? 'blue' : 'purple'
}

const NAMED: Record<string, Highlight> = {
  yellow: null, lime: 'green', aqua: 'blue', cyan: 'blue', fuchsia: 'pink', magenta: 'pink', red: 'pink', blue: 'blue', orange: 'orange'
}
