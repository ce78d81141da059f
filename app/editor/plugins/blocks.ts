import type { Plugin } from 'prosemirror-state'
import { live } from '../live.ts'
import { footnotes } from './footnotes.ts'
import { sections } from './sections.ts'

/** What some kinds of blocks need beside their views. Before the keys: Enter in the line of a section is theirs. */
export function blockPlugins (): Plugin[] {
  return [sections(), footnotes(), live()]
}
