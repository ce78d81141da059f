/** Escapes: text, addresses and titles as Markdown that reads back as exactly that. */
import type { Token } from 'markdown-it'

/** A paragraph of this alone is an empty one, which Markdown cannot say otherwise. */
export const EMPTY_PARAGRAPH = '&nbsp;'

const PUNCTUATION = /[!-/:-@[-`{-~]/g

function entity (char: string): string {
  return `&#${char.codePointAt(0)!};`
}

/** A NUL would make the whole file unreadable. */
function withoutNul (text: string): string {
  return text.replaceAll('\0', '\uFFFD')
}

/** Escapes little, so that it stays pleasant to read; whether that was enough is checked by reading it back. */
export function lightText (text: string): string {
  return withoutNul(text)
    .replace(/[\\`*[\]<]/g, '\\$&')
    .replace(/~(?=~)|(?<=~)~/g, '\\~')
    // One run at a time: a search for what follows would begin anew at each sign of a long one.
    .replace(/=+/g, (run: string, at: number, whole: string) => run.length > 1 && /\S/.test((whole[at - 1] ?? '') + (whole[at + run.length] ?? '')) ? run.replaceAll('=', '\\=') : run)
    .replace(/(?<![\p{L}\p{N}])_|_(?![\p{L}\p{N}])/gu, '\\_')
    .replace(/&(?=#|[a-z0-9]+;)/gi, '\\&')
    // What could open or close a formula; “$5” alone does neither.
    .replace(/(?<=\S)\$|\$(?=[^\s\d])/g, '\\$')
    // What would become a link by itself.
    .replace(/(?<=https?|mailto):(?=\S)|(?<=www)\.(?=\S)|(?<=\S)@(?=[\p{L}\p{N}])/giu, '\\$&')
    .replace(/[^\S ]/g, (space) => space === '\u00A0' ? space : entity(space))
}

/** Escapes whatever could mean anything. */
export function fullText (text: string): string {
  return withoutNul(text)
    .replace(PUNCTUATION, '\\$&')
    .replace(/[^\S ]|^ | $/g, entity)
}

/** Looks at whole lines, once marks are in place: what a block would begin with, and space at the ends. */
export function guardLines (text: string): string {
  return text.split('\n').map((line) => line
    .replace(/^(?:[#>+|:-]|=(?==*\s*$)|\$(?=\$))/, '\\$&')
    .replace(/^(\d{1,9})([.)])(?=\s|$)/, '$1\\$2')
    .replace(/^\s|\s$/g, entity)
  ).join('\n')
}

/** Text in which nothing can mean anything: no mark is checked, so be strict here. */
export function isHarmless (text: string): boolean {
  if (/:\/|www\.|mailto:/i.test(text)) return false
  return /^\p{L}(?:[\p{L}\p{N},.;:?!'"()%/–—-]| (?! ))*$/u.test(text) && !text.endsWith(' ')
}

export function destination (url: string): string {
  if (/^[^\s<>()\\&`*[\]_]+$/.test(url)) return withoutNul(url)
  return `<${withoutNul(url).replace(/[\\<>&]/g, '\\$&').replace(/[^\S ]|^ | $/g, entity)}>`
}

export function quotedTitle (title: unknown): string {
  return typeof title === 'string' && title !== ''
    ? ` "${withoutNul(title).replace(/[\\"&]/g, '\\$&').replace(/[^\S ]/g, entity)}"`
    : ''
}

/** The title of a link or an image; null for none. */
export function titleAttribute (token: Token): string | null {
  const value = token.attrGet('title')
  return value === null || value === '' ? null : String(value)
}

/** A code span, with as many backticks as its text needs. */
export function codeSpan (text: string): string {
  const longest = Math.max(0, ...(text.match(/`+/g) ?? []).map((run) => run.length))
  const fence = '`'.repeat(longest === 0 ? 1 : longest + 1)
  const pad = /^`|`$|^ .* $/.test(text) ? ' ' : ''
  return `${fence}${pad}${withoutNul(text)}${pad}${fence}`
}

/** The lines of a fenced code block. */
export function fenced (code: string, language: string): string[] {
  const info = withoutNul(language).replace(/[\\&]/g, '\\$&').replace(/\s+/g, ' ').trim()
  const char = info.includes('`') ? '~' : '`'
  const runs = code.match(char === '`' ? /`{3,}/g : /~{3,}/g) ?? []
  const fence = char.repeat(runs.reduce((most, run) => Math.max(most, run.length + 1), 3))
  return [`${fence}${info}`, ...(code === '' ? [] : withoutNul(code).split('\n')), fence]
}
