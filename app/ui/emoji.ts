import type { Emoji } from '../editor/plugins/emoji.ts'

/** A file of its own in the bundle, fetched when it is first needed. */
export async function loadEmoji (): Promise<readonly Emoji[]> {
  const { gemoji } = await import('gemoji')
  return gemoji.map(({ emoji, names, tags, description }) => ({
    emoji, names, label: names[0] ?? '', keywords: [...names.map((name) => name.replaceAll('_', ' ')), ...tags, description].join(' ').toLowerCase()
  }))
}
