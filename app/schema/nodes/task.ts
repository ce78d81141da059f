/** Task lists: a list of their own, so that a merge never mixes boxes and bullets in one list. */
import type { NodeSpec } from 'prosemirror-model'
import { flag } from '../attributes.ts'

const BOX = ':scope > input[type=checkbox], :scope > p:first-child > input[type=checkbox], :scope > label > input[type=checkbox]'

/** Sheaf's own lists, GitHub's, and any list in which an item begins with a check box. */
function isTaskList (dom: Element | null): boolean {
  if (dom === null || dom.nodeName !== 'UL') return false
  if (dom.getAttribute('data-type') === 'task_list' || dom.classList.contains('contains-task-list')) return true
  return Array.from(dom.children).some((item) => item.querySelector(BOX) !== null)
}

function isChecked (item: HTMLElement): boolean {
  const own = item.getAttribute('data-checked')
  return own !== null ? own === 'true' : item.querySelector(BOX)?.hasAttribute('checked') ?? false
}

export const taskList: NodeSpec = {
  content: 'task_item*',
  group: 'block',
  parseDOM: [{ tag: 'ul', priority: 60, getAttrs: (dom) => isTaskList(dom) ? null : false }],
  toDOM: () => ['ul', { 'data-type': 'task_list' }, 0]
}

export const taskItem: NodeSpec = {
  content: 'block*',
  defining: true,
  attrs: { checked: flag() },
  parseDOM: [{
    tag: 'li',
    priority: 60,
    getAttrs: (dom) => isTaskList(dom.parentElement) ? { checked: isChecked(dom) } : false,
    contentElement: (dom) => dom.querySelector<HTMLElement>(':scope > div') ?? dom
  }],
  toDOM: (node) => {
    const checked = node.attrs['checked'] === true
    return ['li', { 'data-type': 'task_item', 'data-checked': String(checked) },
      ['input', { type: 'checkbox', disabled: '', checked: checked ? '' : null }],
      ['div', 0]]
  }
}
