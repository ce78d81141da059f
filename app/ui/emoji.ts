import type { Emoji } from '../editor/plugins/emoji.ts'

/** From Sheaf itself; see app/shells/browser/build.ts. */
export async function loadEmoji (): Promise<readonly Emoji[]> {
  const response = await fetch('/emoji.json')
  if (!response.ok) throw new Error(`sheaf: emoji: ${response.status}`)
  const list = await response.json() as readonly [emoji: string, names: string, keywords: string][]
  return list.map(([emoji, names, keywords]) => ({
    emoji, names: names.split(' '), label: names.split(' ')[0] ?? '', keywords: `${names.replaceAll('_', ' ')} ${keywords}`
  }))
}
