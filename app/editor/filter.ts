/** Something that is looked up by typing a part of its name. */
export interface Findable {
  label: string
  /** Other words for it, separated by spaces. */
  keywords?: string
}

/** What fits the typed words, best first; all of it, in its own order, when nothing was typed. */
export function filter<T extends Findable> (items: readonly T[], typed: string): T[] {
  const parts = plain(typed).split(/\s+/).filter((part) => part !== '')
  return items
    .map((item) => ({ item, rank: Math.max(0, ...parts.map((part) => rank(item, part))) }))
    .filter(({ rank }) => rank < NO_MATCH)
    .sort((one, other) => one.rank - other.rank)
    .map(({ item }) => item)
}

const NO_MATCH = 4

/** The smaller, the better: begins the name, begins a word of it, begins another word for it, is somewhere in it. */
function rank ({ label, keywords = '' }: Findable, part: string): number {
  const name = plain(label)
  if (name.startsWith(part)) return 0
  if (name.split(/[\s-]+/).some((word) => word.startsWith(part))) return 1
  if (plain(keywords).split(/\s+/).some((word) => word.startsWith(part))) return 2
  return name.includes(part) ? 3 : NO_MATCH
}

/** Without case and accents: “titre” finds “Titré”. */
function plain (text: string): string {
  return text.normalize('NFD').replace(/\p{M}/gu, '').toLowerCase()
}
