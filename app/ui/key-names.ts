import { words } from './words.ts'

const MAC = /Mac|iPhone|iPad/.test(navigator.platform)
const MAC_SIGNS: Record<string, string> = { Mod: '⌘', Ctrl: '⌃', Shift: '⇧', Alt: '⌥', Enter: '⏎', Tab: '⇥' }
const SIGNS: Record<string, string> = { Minus: '−', ArrowUp: '↑', ArrowDown: '↓', ArrowLeft: '←', ArrowRight: '→' }

/** “Mod-Shift-7” as it is printed on the keys of this machine. */
export function keyName (key: string): string {
  // A trailing “--” is the minus key itself.
  const parts = key.replace(/-$/, 'Minus').split('-')
  const shown = parts.map((part) => (MAC ? MAC_SIGNS[part] : undefined) ?? nameOf(part))
  return shown.join(MAC ? '' : '+')
}

function nameOf (part: string): string {
  return SIGNS[part] ?? words.keys.names[part === 'Mod' ? 'Ctrl' : part] ?? (part.length === 1 ? part.toUpperCase() : part)
}
