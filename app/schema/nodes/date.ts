import type { NodeFile } from '../node-file.ts'
import { accepting } from '../attributes.ts'

const WRITTEN = /<time datetime="(\d{4}-\d\d-\d\d)">\1<\/time>/y

/** A day that exists, as `2026-11-30`. */
export function isDay (value: unknown): value is string {
  if (typeof value !== 'string' || !/^\d{4}-\d\d-\d\d$/.test(value)) return false
  const day = new Date(`${value}T00:00:00Z`)
  return !Number.isNaN(day.getTime()) && day.toISOString().startsWith(value)
}

/** A day of the calendar, without a time or a zone. It is shown in the language of whoever reads. */
export const date = {
  nodes: {
    date: {
      inline: true,
      group: 'inline',
      atom: true,
      draggable: true,
      attrs: { day: accepting('1970-01-01', 'a day such as 2026-11-30', isDay) },
      leafText: (node) => String(node.attrs['day']),
      parseDOM: [{
        tag: 'time[datetime]',
        getAttrs: (dom) => {
          const day = (dom.getAttribute('datetime') ?? '').slice(0, 10)
          // A moment of the day would be lost: it stays text.
          return isDay(day) && day === dom.getAttribute('datetime') ? { day } : false
        }
      }],
      toDOM: ({ attrs }) => ['time', { datetime: String(attrs['day']) }, String(attrs['day'])]
    }
  },
  markdown: {
    syntax: (md) => {
      md.inline.ruler.before('html_inline', 'sheaf_date', (state, silent) => {
        WRITTEN.lastIndex = state.pos
        const match = WRITTEN.exec(state.src)
        if (match === null || !isDay(match[1]) || WRITTEN.lastIndex > state.posMax) return false
        if (!silent) state.push('sheaf_date', '', 0).content = match[1]
        state.pos = WRITTEN.lastIndex
        return true
      })
    },
    readInline: { sheaf_date: ({ content }, { nodes }) => nodes['date']!.create({ day: content }) },
    writeInline: { date: ({ attrs }) => `<time datetime="${String(attrs['day'])}">${String(attrs['day'])}</time>` }
  }
} satisfies NodeFile
