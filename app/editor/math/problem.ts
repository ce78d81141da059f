import type { MathWords } from '../words.ts'
import { MAX_TEX } from '../../schema/tex.ts'

/** Why a formula can not be shown, and where, as a sentence. */
export function problemOf (error: unknown, tex: string, words: MathWords): string {
  if (error instanceof RangeError) return words.deep
  const { rawMessage, message, position } = error as { rawMessage?: string, message?: string, position?: number }
  const said = sentence(rawMessage ?? message ?? '', words)
  if (position === undefined) return said
  const before = tex.slice(0, position)
  const line = before.split('\n').length
  const column = position - before.lastIndexOf('\n')
  return `${said} ${position >= tex.length ? words.atEnd : tex.includes('\n') ? words.atLine(line, column) : words.at(column)}`
}

export function tooLong (tex: string, words: MathWords): string {
  return words.long(tex.length, MAX_TEX)
}

/** KaTeX speaks to programmers, and English. */
function sentence (raw: string, words: MathWords): string {
  const command = /^Undefined control sequence: (\S+)/.exec(raw)
  if (command !== null) return words.unknown(command[1]!)
  const environment = /^No such environment: (\S+)/.exec(raw)
  if (environment !== null) return words.environment(environment[1]!)
  const mismatch = /^Mismatch: \\begin\{(.*?)\} matched by \\end\{(.*?)\}/.exec(raw)
  if (mismatch !== null) return words.mismatch(mismatch[1]!, mismatch[2]!)
  if (/^Double s(?:ub|uper)script/.test(raw)) return words.twice
  if (raw.startsWith('Too many expansions')) return words.endless
  const argument = /^Expected group (?:as|after) (?:argument to )?'(.+?)'/.exec(raw)
  if (argument !== null) return words.argument(argument[1]!)
  if (/got 'EOF'|^Unexpected end of input/.test(raw)) return words.open
  const got = /, got '(.+?)'|^Expected 'EOF', got '(.+?)'|^Can't use function '(.+?)'|^Unexpected character: '(.+?)'/.exec(raw)
  const what = got?.slice(1).find((part) => part !== undefined)
  return what === undefined ? words.other(raw.replace(/\.$/, '')) : words.unexpected(what)
}
