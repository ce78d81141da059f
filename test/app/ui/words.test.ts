import test from 'brittle'
import { ERROR_CODES } from '../../../core/errors.ts'
import { de } from '../../../app/ui/words/de.ts'
import { en } from '../../../app/ui/words/en.ts'
import type { Words } from '../../../app/ui/words/en.ts'
import { he } from '../../../app/ui/words/he.ts'
import { LANGUAGES, pickLanguage, pickLocale } from '../../../app/ui/words/languages.ts'

const OTHERS: Record<Exclude<keyof typeof LANGUAGES, 'en'>, Words> = { de, he }
const NUMBERS = [0, 1, 2, 5, 11, 100]

type Leaf = [path: string, value: unknown]
type Speaks = (...parts: unknown[]) => unknown

function leaves (value: unknown, path = ''): Leaf[] {
  if (typeof value !== 'object' || value === null) return [[path, value]]
  return Object.entries(value).flatMap(([key, part]) => leaves(part, path === '' ? key : `${path}.${key}`))
}

/** What a sentence may be about: numbers, names, lists. The first that makes sense in English is meant. */
const FAMILIES: unknown[][][] = [
  NUMBERS.flatMap((n) => [[n, n], [n, 100], [n, n + 1]]),
  [['Ada', 'Ben'], ['x', 'y']],
  [[[]], [['Ada']], [['Ada', 'Ben']]],
  [['Ada', []], ['Ada', ['one.']], ['Ada', ['one.', 'two.', 'three.']]]
]

/** Null: the sentence is not about that, or says nothing. */
function sayings (speak: Speaks, family: unknown[][]): string[] | null {
  try {
    const all = family.map((parts) => speak(...parts))
    return all.every((text) => typeof text === 'string' && text.trim() !== '' && !/undefined|NaN|\[object/.test(text)) ? all as string[] : null
  } catch {
    return null
  }
}

function said (value: unknown): string {
  if (typeof value !== 'function') return String(value)
  return FAMILIES.flatMap((family) => sayings(value as Speaks, family) ?? []).join('\n')
}

/** The same in every language: names, formats, signs, what is written in code. */
const EQUAL: Record<string, RegExp> = {
  de: /^(?:app|titles\.document|document\.hereMore|toolbar\.(?:paragraph|code|link)|keys\.groups\.text|keys\.names\.(?:Alt|Tab|Esc)|settings\.version|editor\.math\.example|blockKeywords\.heading\d|bubble\.color\.orange)$/,
  he: /^(?:app|editor\.math\.example|titles\.document|document\.hereMore|keys\.names\.\w+|settings\.version)$/
}

/** Words that give a forgotten sentence away. */
const ENGLISH = /\b(?:the|your|you|this|and|with|of|is|are|not|cannot|could|please|open|search|insert|delete|choose)\b/i

for (const [language, words] of Object.entries(OTHERS)) {
  test(`words - ${language} has every word that English has, and no other`, (t) => {
    const kinds = (all: Words): Map<string, string> => new Map(leaves(all).map(([path, value]) => [path, typeof value]))
    const [here, there] = [kinds(words), kinds(en)]
    t.alike([...there].filter(([path, kind]) => here.get(path) !== kind), [], 'missing')
    t.alike([...here].filter(([path]) => !there.has(path)), [], 'too many')
  })

  test(`words - ${language} leaves nothing in English`, (t) => {
    const same = new Map(leaves(en).map(([path, value]) => [path, said(value)]))
    const left = leaves(words).flatMap(([path, value]) => {
      const text = said(value)
      if (EQUAL[language]?.test(path) === true) return []
      const foreign = text === same.get(path) || (!path.startsWith('blockKeywords') && ENGLISH.test(text.replace(/https?:\S*|\p{L}+:\/*/gu, '')))
      return foreign || (language === 'he' && !/[א-ת]/.test(text)) ? [`${path}: ${text}`] : []
    })
    t.alike(left, [])
  })
}

for (const [language, words] of Object.entries({ en, ...OTHERS })) {
  test(`words - ${language} always says something`, (t) => {
    const english = new Map(leaves(en))
    const silent = leaves(words).flatMap(([path, value]) => {
      if (typeof value !== 'function') return value === '' ? [path] : []
      const meant = FAMILIES.find((family) => sayings(english.get(path) as Speaks, family) !== null)
      return meant !== undefined && sayings(value as Speaks, meant) !== null ? [] : [path]
    })
    t.alike(silent, [])
    t.alike(ERROR_CODES.filter((code) => words.errors.codes[code] === ''), [])
  })
}

test('words - one, two and many have forms of their own', (t) => {
  t.alike([1, 2, 3].map((n) => en.people.devices(n)), ['1 device', '2 devices', '3 devices'])
  t.alike([1, 2, 3].map((n) => de.people.devices(n)), ['1 Gerät', '2 Geräte', '3 Geräte'])
  t.alike([1, 2, 3].map((n) => he.people.devices(n)), ['מכשיר אחד', 'שני מכשירים', '3 מכשירים'])
  t.is(de.textCount.all(12_345, 1), '12.345 Wörter, 1 Zeichen')
})

test('words - the language is the first that the browser wants and that is here', (t) => {
  t.is(pickLanguage(['fr-FR', 'de-CH', 'en']), 'de')
  t.is(pickLanguage(['iw-IL']), 'he', 'by its old code')
  t.is(pickLanguage(['fr', 'ja']), 'en')
  t.is(pickLanguage([]), 'en')
  t.is(pickLanguage(['constructor']), 'en')
  t.is(pickLocale('de', ['fr', 'de-CH', 'de']), 'de-CH', 'dates as that country writes them')
  t.is(pickLocale('he', ['de']), 'he')
})
