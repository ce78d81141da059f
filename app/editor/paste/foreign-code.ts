/** Code as other programs put it on the clipboard: lines in boxes, colours, and a language in a class. */
import type { Sheet } from './styles.ts'
import { isMonospace } from './styles.ts'

/** Boxes in a font for code that keep their spaces, as VS Code copies: a block of code, or a piece of it in a line. */
export function codeSoup (body: Element, sheet: Sheet): void {
  for (const box of body.querySelectorAll('div')) {
    const style = sheet.of(box)
    if (!box.isConnected || style['white-space']?.startsWith('pre') !== true || !isMonospace(style) || box.querySelector('p, li, td, pre') !== null) continue
    const lines = linesOf(box)
    const made = box.ownerDocument.createElement(lines.length > 1 ? 'pre' : 'code')
    made.textContent = lines.join('\n')
    box.replaceWith(made)
  }
}

function linesOf (box: Element): string[] {
  const lines: string[] = []
  let open = false
  for (const child of box.childNodes) {
    const line = child.nodeName === 'DIV' || child.nodeName === 'BR'
    if (line || !open) lines.push(line && child.nodeName === 'BR' && open ? '' : child.textContent ?? '')
    else lines.push(`${lines.pop() ?? ''}${child.textContent ?? ''}`)
    open = !line
  }
  return lines.flatMap((line) => line.split('\n'))
}

/** The language where the schema looks for it, and line ends as such. */
export function codeBlocks (body: Element): void {
  for (const pre of body.querySelectorAll('pre')) {
    for (const end of pre.querySelectorAll('br')) end.replaceWith('\n')
    if (pre.hasAttribute('data-language') || pre.hasAttribute('data-type')) continue
    const near = [pre, pre.querySelector('code'), pre.parentElement, pre.parentElement?.parentElement]
    const classes = near.map((element) => element?.getAttribute('class') ?? '').join(' ')
    const language = /(?:^|\s)(?:lang(?:uage)?-|highlight-source-|highlight-(?!source)|brush:\s*)([\w+#.-]+)/.exec(classes)?.[1]
    if (language !== undefined && !/^(?:text|plain(?:text)?|none|default)$/.test(language)) pre.setAttribute('data-language', language)
  }
}

/** What VS Code adds for itself: the language, under a type of its own. Null for prose, or when it is not there. */
export function editorLanguage (data: DataTransfer | null): string | null {
  try {
    const { mode } = JSON.parse(data?.getData('vscode-editor-data') ?? '') as { mode?: unknown }
    return typeof mode === 'string' && /^[\w+#.-]{1,40}$/.test(mode) ? mode : null
  } catch {
    return null
  }
}
