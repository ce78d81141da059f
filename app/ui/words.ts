/**
 * The words of the interface, in the language of this window. English is always here; another language is a file of
 * its own that is fetched first: whoever imports `words` runs after it has come.
 */
import type { Words } from './words/en.ts'
import { language } from './language.ts'
import { en } from './words/en.ts'

export type { Words } from './words/en.ts'

async function load (): Promise<Words> {
  try {
    if (language === 'de') return (await import('./words/de.ts')).de
    if (language === 'he') return (await import('./words/he.ts')).he
  } catch (err) {
    // Better in English than not at all.
    console.error('sheaf: the words of this language could not be loaded', err)
  }
  return en
}

export const words: Words = await load()
