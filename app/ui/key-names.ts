const MAC = /Mac|iPhone|iPad/.test(navigator.platform)

/** “Mod-Shift-7” as it is printed on the keys of this machine. */
export function keyName (key: string): string {
  // A trailing “--” is the minus key itself.
  const parts = key.replace(/-$/, 'Minus').split('-')
  const names: Record<string, string> = MAC
    ? { Mod: '⌘', Shift: '⇧', Alt: '⌥', Minus: '−', Enter: '⏎', Tab: '⇥', ArrowUp: '↑', ArrowDown: '↓' }
    : { Mod: 'Ctrl', Minus: '−', ArrowUp: '↑', ArrowDown: '↓' }
  const shown = parts.map((part) => names[part] ?? (part.length === 1 ? part.toUpperCase() : part))
  return shown.join(MAC ? '' : '+')
}
