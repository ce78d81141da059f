/** The floor of the screen benchmark: prosemirror-view with the document and what typing needs, and nothing else. */
import { EditorState } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { baseKeymap } from 'prosemirror-commands'
import { keymap } from 'prosemirror-keymap'
import { schema } from '../../app/schema/index.ts'

const host = document.getElementById('host')!
const response = await fetch('document.json')
const json: unknown = await response.json()
performance.mark('bench:start')
const view = new EditorView({ mount: host }, {
  state: EditorState.create({ doc: schema.nodeFromJSON(json), plugins: [keymap(baseKeymap)] }),
  attributes: { class: 'prose' }
})
requestAnimationFrame(() => {
  // A task behind the frame.
  setTimeout(() => { performance.mark('bench:painted') }, 0)
  view.focus()
})
