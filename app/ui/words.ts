/** The words of the interface, in the language of this window. */
import { en } from './words/en.ts'

export type Words = typeof en

export const words: Words = en
