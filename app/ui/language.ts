/** Which language this window speaks. Known before any word is needed, and the same until the window is loaded anew. */
import { LANGUAGES, RIGHT_TO_LEFT, pickLanguage, pickLocale } from './words/languages.ts'
import type { Language } from './words/languages.ts'

export type LanguageChoice = 'system' | Language

const LANGUAGE_KEY = 'sheaf:language'
const wanted = typeof navigator === 'undefined' ? [] : navigator.languages ?? []

/** Kept on this device: a person may read German on one and Hebrew on another. */
export function readLanguageChoice (): LanguageChoice {
  try {
    const choice = localStorage.getItem(LANGUAGE_KEY) ?? ''
    return Object.hasOwn(LANGUAGES, choice) ? choice as Language : 'system'
  } catch {
    return 'system'
  }
}

/** Takes effect when the window is loaded anew. */
export function keepLanguageChoice (choice: LanguageChoice): void {
  try {
    if (choice === 'system') localStorage.removeItem(LANGUAGE_KEY)
    else localStorage.setItem(LANGUAGE_KEY, choice)
  } catch {
    // A browser that keeps nothing goes on in its own language.
  }
}

const choice = readLanguageChoice()

export const language: Language = choice === 'system' ? pickLanguage(wanted) : choice

/** For Intl. */
export const locale: string = pickLocale(language, wanted)

export const rightToLeft: boolean = RIGHT_TO_LEFT.has(language)

/** The arrow keys that lead on and back along a row of controls. */
export const ARROWS = rightToLeft
  ? { next: 'ArrowLeft', previous: 'ArrowRight' } as const
  : { next: 'ArrowRight', previous: 'ArrowLeft' } as const

/** Tells the browser, for spelling, hyphens, fonts and the voice of a screen reader. Before anything is painted. */
export function applyLanguage (): void {
  const { documentElement } = document
  documentElement.lang = language
  documentElement.dir = rightToLeft ? 'rtl' : 'ltr'
}
