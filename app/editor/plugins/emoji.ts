import type { EditorView } from 'prosemirror-view'
import type { Findable } from '../filter.ts'
import { Plugin } from 'prosemirror-state'
import { filter } from '../filter.ts'
import { asOneStep } from '../rules.ts'
import { Suggest } from './suggest.ts'

/** `label` is one of its names, as they are typed between colons. */
export interface Emoji extends Findable { emoji: string, names: readonly string[] }

const NAME = /^[a-z0-9_+-]*$/i
const MIN_QUERY = 2
const MAX_FOUND = 8

/** Emoji by `:name`. The list of them is large and comes when the first colon is typed that could be one. */
export class EmojiList {
  readonly suggest: Suggest<Emoji>
  readonly #load: () => Promise<readonly Emoji[]>
  #all: readonly Emoji[] | null = null
  #loading = false
  #view: EditorView | null = null

  constructor (load: () => Promise<readonly Emoji[]>) {
    this.#load = load
    this.suggest = new Suggest<Emoji>({
      name: 'emoji',
      sign: ':',
      quiet: true,
      // Never within a word: “10:30”, “note: so”, “https:”.
      opens: (before) => {
        const opens = before === '' || /[\s(]$/.test(before)
        if (opens) this.#start()
        return opens
      },
      find: (query) => query.length < MIN_QUERY ? [] : filter(this.#all ?? [], query).slice(0, MAX_FOUND),
      ends: (query) => !NAME.test(query),
      id: ({ label }) => label,
      choose: (view, { emoji }, { from, query }, close) => {
        view.dispatch(asOneStep(close(view.state.tr.insertText(emoji, from, from + 1 + query.length))).scrollIntoView())
      }
    })
  }

  /** The second colon completes at once what it closes, when that is a name. */
  plugins (): readonly Plugin[] {
    const { suggest } = this
    return [
      suggest.plugin,
      new Plugin({
        view: (view) => {
          this.#view = view
          return { destroy: () => { this.#view = null } }
        },
        props: {
          handleTextInput: (view, _from, _to, text) => {
            const open = text === ':' ? suggest.at(view.state) : null
            const named = open === null ? undefined : this.#all?.find(({ names }) => names.includes(open.query.toLowerCase()))
            if (named === undefined) return false
            suggest.choose(view, named)
            return true
          }
        }
      })
    ]
  }

  #start (): void {
    if (this.#loading) return
    this.#loading = true
    this.#load().then((all) => {
      this.#all = all
      if (this.#view !== null) this.suggest.refresh(this.#view)
    }, () => { this.#loading = false })   // the next colon asks again
  }
}
