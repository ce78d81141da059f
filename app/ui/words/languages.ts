/** The languages of the interface, each by its own name: whoever looks for theirs can read nothing else. */

export const LANGUAGES = { en: 'English', de: 'Deutsch', he: 'עברית' } as const

export type Language = keyof typeof LANGUAGES

export const RIGHT_TO_LEFT: ReadonlySet<Language> = new Set<Language>(['he'])

/** The first of `wanted` (as in `navigator.languages`) that there are words for, and English when there is none. */
export function pickLanguage (wanted: readonly string[]): Language {
  for (const tag of wanted) {
    const base = baseOf(tag)
    if (Object.hasOwn(LANGUAGES, base)) return base as Language
  }
  return 'en'
}

/** The tag to write dates and numbers by: “de-CH” tells more than “de”, where the browser says so. */
export function pickLocale (language: Language, wanted: readonly string[]): string {
  return wanted.find((tag) => baseOf(tag) === language) ?? language
}

function baseOf (tag: string): string {
  const base = tag.toLowerCase().split('-')[0] ?? ''
  return base === 'iw' ? 'he' : base   // the old code of Hebrew, which some systems still send
}
