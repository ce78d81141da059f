/** Lists as word processors put them on the clipboard: paragraphs with a marker, or one list for each item. */
import { STYLE } from './styles.ts'

interface Item { element: Element, level: number, ordered: boolean, start: number }

const MSO = /mso-list:\s*l\d+\s+level(\d)/i

/** Word on the desktop: paragraphs that say their level in a style of its own, with the marker as text. */
export function wordLists (body: Element): void {
  const items = [...body.querySelectorAll('p[data-style*="mso-list"], h1[data-style*="mso-list"], h2[data-style*="mso-list"], h3[data-style*="mso-list"], div[data-style*="mso-list"]')]
    .flatMap((element): Item[] => {
      const level = MSO.exec(element.getAttribute(STYLE) ?? '')?.[1]
      // A numbered heading is a heading.
      if (level === undefined || /^H\d$/.test(element.tagName)) return dropMarker(element) === '' ? [] : []
      const marker = dropMarker(element)
      return [{ element, level: Number(level), ordered: /^\(?[0-9a-z]+[.)]/i.test(marker), start: Number(/\d+/.exec(marker)?.[0] ?? 1) }]
    })
  build(items, (item) => {
    const paragraph = item.element.ownerDocument.createElement('p')
    paragraph.append(...item.element.childNodes)
    return [paragraph]
  })
}

function dropMarker (element: Element): string {
  const marker = element.querySelector('[data-style*="mso-list:Ignore" i], [data-style*="mso-list: Ignore" i]')
  if (marker === null) return ''
  const text = marker.textContent.replace(/\u00A0/g, ' ').trim()
  let outer: Element = marker
  while (outer.parentElement !== null && outer.parentElement !== element && outer.parentElement.textContent === marker.textContent) outer = outer.parentElement
  outer.remove()
  return text
}

/** Word in the browser: each item in a list and a box of its own, with its level as an attribute. */
export function wordOnlineLists (body: Element): void {
  for (const box of body.querySelectorAll('.ListContainerWrapper')) box.replaceWith(...box.childNodes)
  for (const end of body.querySelectorAll('.EOP')) end.remove()
  const items: Item[] = []
  for (const list of body.querySelectorAll('ul, ol')) {
    const only = list.children.length === 1 ? list.firstElementChild : null
    const level = only?.getAttribute('data-aria-level')
    if (only == null || level == null) continue
    const start = Number(list.getAttribute('start') ?? only.getAttribute('data-aria-posinset') ?? 1)
    items.push({ element: list, level: Number(level), ordered: list.tagName === 'OL', start })
  }
  build(items, ({ element }) => [...element.firstElementChild!.childNodes])
}

/** Puts items that follow each other into lists, as deep as their levels say. */
function build (items: readonly Item[], content: (item: Item) => Node[]): void {
  let open: { level: number, list: Element, ordered: boolean }[] = []
  let last: Element | null = null   // the outermost list that was made, when the next item follows right behind it
  for (const item of items) {
    const document = item.element.ownerDocument
    if (last === null || item.element.previousElementSibling !== last) open = []
    while (open.length > 0 && open.at(-1)!.level > item.level) open.pop()
    if (open.at(-1)?.level === item.level && open.at(-1)!.ordered !== item.ordered) open.pop()
    let list = open.at(-1)?.level === item.level ? open.at(-1)!.list : null
    if (list === null) {
      list = document.createElement(item.ordered ? 'ol' : 'ul')
      if (item.ordered && item.start !== 1) list.setAttribute('start', String(item.start))
      const parent = open.at(-1)?.list.lastElementChild ?? null
      if (parent === null) item.element.before(list)
      else parent.append(list)
      open.push({ level: item.level, list, ordered: item.ordered })
      if (parent === null) last = list
    }
    const made = document.createElement('li')
    made.append(...content(item))
    list.append(made)
    item.element.remove()
  }
}

/** Boxes of Google Docs (a picture) and of Notion (brackets as text) as what a task list is to the schema. */
export function foreignTasks (body: Element): void {
  for (const item of body.querySelectorAll('li[role=checkbox]')) {
    item.querySelector('img[aria-roledescription=checkbox]')?.remove()
    tick(item, item.getAttribute('aria-checked') === 'true')
  }
  for (const item of body.querySelectorAll('ul > li')) {
    if (item.hasAttribute('data-checked')) continue
    let first: Node | null = item.firstChild
    while (first !== null && first.nodeType !== 3) first = first.firstChild
    const box = /^\s*\[([ xX])\]\s+/.exec(first?.textContent ?? '')
    if (first === null || box === null) continue
    first.textContent = first.textContent!.slice(box[0].length)
    tick(item, box[1] !== ' ')
  }
}

function tick (item: Element, checked: boolean): void {
  item.setAttribute('data-checked', String(checked))
  item.parentElement?.setAttribute('data-type', 'task_list')
}
