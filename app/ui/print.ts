/** Paper shows the address of a link behind its words, unless the words are the address. */

const SHEET = new CSSStyleSheet()

/** From now on, printing this window leaves out addresses that stand there already. Returns how to stop. */
export function watchPrinting (): () => void {
  const before = (): void => {
    const plain = [...document.querySelectorAll<HTMLAnchorElement>('.prose a[href]')].filter(tellsItself).map((link) => link.getAttribute('href') ?? '')
    // Rules instead of attributes: the text belongs to the editor, which watches each change in it.
    SHEET.replaceSync(`@media print { ${[...new Set(plain)].map((href) => `.prose a[href="${CSS.escape(href)}"]::after { content: none }`).join('\n')} }`)
    if (!document.adoptedStyleSheets.includes(SHEET)) document.adoptedStyleSheets.push(SHEET)
  }
  window.addEventListener('beforeprint', before)
  return () => { window.removeEventListener('beforeprint', before) }
}

function tellsItself (link: HTMLAnchorElement): boolean {
  const bare = (text: string): string => text.trim().replace(/^(?:https?:\/\/|mailto:)/, '').replace(/\/$/, '')
  return bare(link.textContent ?? '') === bare(link.getAttribute('href') ?? '')
}
