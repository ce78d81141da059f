import type { Node } from 'prosemirror-model'
import type { NodeView } from 'prosemirror-view'
import type { EditorWords } from '../words.ts'
import type { Named } from '../plugins/mentions.ts'
import { NodeSelection, Plugin } from 'prosemirror-state'
import { isPlaceholder } from '../../schema/index.ts'

const COLOR = /^#[0-9a-f]{6}$/i
/** Told to an inline node that is selected when Enter is pressed. */
export const OPEN = 'sheaf-open'

/** An inline node that shows a name of today, and shows it anew when names change. */
abstract class NamedView implements NodeView {
  readonly dom = document.createElement('span')
  protected readonly words: EditorWords
  protected readonly named: Named
  protected node: Node
  readonly #stop: () => void

  constructor (node: Node, words: EditorWords, named: Named, className: string) {
    this.node = node
    this.words = words
    this.named = named
    this.dom.className = className
    this.dom.contentEditable = 'false'
    this.#stop = named.listen(() => { this.show() })
    this.show()
  }

  update (node: Node): boolean {
    if (node.type !== this.node.type || isPlaceholder(node)) return false
    this.node = node
    this.show()
    return true
  }

  ignoreMutation (): boolean { return true }
  destroy (): void { this.#stop() }

  protected abstract show (): void
}

/** A person by the name of today; by the one of then, who has left. */
export class MentionView extends NamedView {
  constructor (node: Node, words: EditorWords, named: Named) {
    super(node, words, named, 'mention')
  }

  protected show (): void {
    const { person, name } = this.node.attrs as { person: string, name: string }
    const member = this.named.people().find(({ id }) => id === person)
    const shown = member?.name ?? name
    write(this.dom, `@${shown === '' ? this.words.unnamed : shown}`)
    this.dom.classList.toggle('gone', member === undefined)
    this.dom.title = member === undefined ? this.words.mentionGone : ''
    this.dom.style.setProperty('--person', member !== undefined && COLOR.test(member.color) ? member.color : 'var(--line-strong)')
  }
}

/** Another document by its title of today. A click or Enter goes there. */
export class DocumentLinkView extends NamedView {
  constructor (node: Node, words: EditorWords, named: Named) {
    super(node, words, named, 'linked-document')
    this.dom.setAttribute('role', 'link')
    const open = (event: Event): void => {
      event.preventDefault()
      named.open(String(this.node.attrs['document']), this.title())
    }
    this.dom.addEventListener('click', open)
    this.dom.addEventListener(OPEN, open)
  }

  /** Not private by `#`: those are not there yet when the constructor above shows the node. */
  protected title (): string {
    const { document: id, title } = this.node.attrs as { document: string, title: string }
    const shown = this.named.title(id) ?? title
    return shown === '' ? this.words.untitled : shown
  }

  protected show (): void {
    const away = this.named.title(String(this.node.attrs['document'])) === null
    write(this.dom, this.title())
    this.dom.classList.toggle('gone', away)
    this.dom.title = away ? this.words.documentAway : ''
  }
}

/** Lists of names come anew more often than names change. */
function write (dom: HTMLElement, text: string): void {
  if (dom.textContent !== text) dom.textContent = text
}

/** Enter on a selected inline node that does something. */
export function openByEnter (): Plugin {
  return new Plugin({
    props: {
      handleKeyDown: (view, event) => {
        const { selection } = view.state
        if (event.key !== 'Enter' || event.isComposing || !(selection instanceof NodeSelection) || !selection.node.isInline) return false
        const dom = view.nodeDOM(selection.from)
        return dom instanceof HTMLElement && !dom.dispatchEvent(new Event(OPEN, { cancelable: true }))
      }
    }
  })
}
