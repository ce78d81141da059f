import type { Mark, Node, Slice } from 'prosemirror-model'
import type { Command, Transaction } from 'prosemirror-state'
import type * as Y from 'yjs'
import type { Presence } from '../../core/rpc/api.ts'
import type { Bound } from './binding.ts'
import type { EditorWords } from './words.ts'
import type { Emoji } from './plugins/emoji.ts'
import type { Named } from './plugins/mentions.ts'
import type { OthersChange } from './plugins/others.ts'
import type { SlashOptions } from './plugins/slash.ts'
import { Plugin, Selection } from 'prosemirror-state'
import { EditorView } from 'prosemirror-view'
import { dropCursor } from 'prosemirror-dropcursor'
import { gapCursor } from 'prosemirror-gapcursor'
import { ySyncPluginKey } from './y-prosemirror.js'
import { schemaOf } from '../schema/history.ts'
import { bind, isMendable, mend } from './binding.ts'
import { firstBlock } from './commands.ts'
import { keymaps } from './keymap.ts'
import { LostWords } from './lost-words.ts'
import { narrow } from './narrow.ts'
import { isShortcut, shortcuts } from './rules.ts'
import { writeSteps } from './stepwise.ts'
import { blockMenu } from './plugins/block-menu.ts'
import { composition } from './plugins/composition.ts'
import { DocumentFiles } from './files/files.ts'
import { embeddedImages } from './files/embedded.ts'
import { Uploads } from './files/uploads.ts'
import { filesIn } from './files/ways-in.ts'
import { cursors, showPresence } from './plugins/cursors.ts'
import { directions } from './plugins/directions.ts'
import { find } from './plugins/find.ts'
import { firstInput } from './plugins/first-input.ts'
import { found } from './plugins/found.ts'
import { linkBubble } from './plugins/link.ts'
import { math } from './plugins/math.ts'
import { others } from './plugins/others.ts'
import { pasting } from './paste/pasting.ts'
import { placeholder } from './plugins/placeholder.ts'
import { EmojiList } from './plugins/emoji.ts'
import { documentList, mentionList } from './plugins/mentions.ts'
import { blockPlugins } from './plugins/blocks.ts'
import { slashList } from './plugins/slash.ts'
import { tables } from './tables/plugin.ts'
import { nodeViews } from './views/index.ts'
import { openByEnter } from './views/named.ts'

export interface EditorOptions {
  host: HTMLElement
  /** Which document this is, for its images and files. */
  id: string
  doc: Y.Doc
  writable: boolean
  words: EditorWords
  /** What a slash offers. */
  slash: SlashOptions
  named: Named
  loadEmoji: () => Promise<readonly Emoji[]>
  /** Reads Markdown that is pasted as text; null when it is none. */
  parseMarkdown: (text: string) => Node | null
  /** Before an edit that brings in what older apps do not know; `version` of the schema. */
  onSchema (version: number): void
  /** After each change of text, selection, lock or permission. */
  onUpdate (): void
  /** While true, what others write must wait: an input method composes letters. */
  onHold (held: boolean): void
  /** Others changed the text. */
  onOthers (change: OthersChange): void
  onCursor (cursor: Presence['cursor']): void
  /** `locked`: something can not be shown, nothing can be edited. `repaired`: showing failed and was put right. */
  onTrouble (what: 'locked' | 'repaired'): void
  /** A link was opened. True when it leads to somewhere in Sheaf and was followed. */
  onFollow (href: string): boolean
  /** Words that were typed here went with a block that somebody else moved or deleted at that moment. */
  onLost (text: string): void
  /** A sentence about an error. */
  sentence (error: unknown): string
  /** Something a person should know about what they just did. */
  onNote (text: string): void
}

export interface Suggests {
  slash: ReturnType<typeof slashList>
  mentions: ReturnType<typeof mentionList>
  documents: ReturnType<typeof documentList>
  emoji: EmojiList['suggest']
}

/** A document that keeps failing to render is locked rather than repaired forever. */
const MAX_REPAIRS = 3
const REPAIR_WINDOW = 10_000

/** Blocks from which on a text is a long one. */
const LONG = 200

const EDGES = { top: 140, bottom: 64, left: 0, right: 0 }

/** A ProseMirror view on a Y.Doc. Mounted by the constructor, undone by `destroy`. */
export class Editor {
  readonly view: EditorView
  /** The lists that open as one types; drawn by whoever mounts the editor. */
  readonly suggests: Suggests
  readonly #options: EditorOptions
  readonly #emoji: EmojiList
  readonly uploads: Uploads
  readonly #files: DocumentFiles
  readonly #plugins: readonly Plugin[]
  readonly #lost: LostWords
  #doc: Y.Doc
  #bound: Bound
  #writable: boolean
  /** From the moment something broke until the view stands on a fresh state: nothing may be dispatched. */
  #broken = false
  #repairs: number[] = []
  #presence: readonly Presence[] = []
  #held = false
  #destroyed = false
  /** The version that all of the text needs, as far as it is known. */
  #schema: number

  constructor (options: EditorOptions) {
    this.#options = options
    this.#doc = options.doc
    this.#writable = options.writable
    this.#emoji = new EmojiList(options.loadEmoji)
    this.suggests = {
      slash: slashList(options.slash),
      mentions: mentionList(options.named, options.words.unnamed, options.words.untitled),
      documents: documentList(options.named, options.words.untitled),
      emoji: this.#emoji.suggest
    }
    this.#files = new DocumentFiles(options.id)
    this.uploads = new Uploads(this.#files, options.words.files, (error) => options.sentence(error))
    this.#plugins = this.#makePlugins()
    this.#lost = new LostWords((text) => { options.onLost(text) })
    this.#lost.watch(options.doc)
    this.#bound = this.#bind()
    this.#schema = schemaOf(this.#bound.state.doc)
    this.view = new EditorView({ mount: options.host }, {
      state: this.#bound.state,
      editable: () => this.editable,
      // What stands above and below the text on the page must not hide the cursor.
      scrollThreshold: EDGES,
      scrollMargin: EDGES,
      nodeViews: nodeViews(options.words, () => this.editable, options.named, this.#files),
      attributes: (state) => ({
        ...Object.values(this.suggests).every((suggest) => suggest.shown(state) === null) ? { role: 'textbox', 'aria-multiline': 'true' } : { role: 'combobox' },
        'aria-label': options.words.text,
        'aria-readonly': String(!this.editable),
        spellcheck: 'true',
        // Blocks that are off the screen are not laid out; in short texts that would gain nothing.
        class: state.doc.childCount > LONG ? 'prose long' : 'prose'
      }),
      dispatchTransaction: (transaction) => { this.#dispatch(transaction) }
    })
    options.host.style.setProperty('--words-unknown', JSON.stringify(options.words.unknown))
    if (this.#bound.locked) options.onTrouble('locked')
  }

  get editable (): boolean {
    return this.#writable && !this.locked && !this.#broken
  }

  get locked (): boolean {
    return this.#bound.locked
  }

  /** Locked by something that can be turned into text, by someone who may. */
  get mendable (): boolean {
    return this.#writable && this.locked && isMendable(this.#doc)
  }

  /** Turns what can not be shown into text; the document is editable again after that. */
  mend (): void {
    if (!this.mendable) return
    this.#repairs = []
    mend(this.#doc)
  }

  get canUndo (): boolean {
    return this.editable && this.#bound.undo?.canUndo() === true
  }

  get canRedo (): boolean {
    return this.editable && this.#bound.undo?.canRedo() === true
  }

  /** Another Y.Doc takes the place of the one that is shown. */
  setDoc (doc: Y.Doc): void {
    this.#doc = doc
    this.#lost.watch(doc)
    this.#rebind()
  }

  setWritable (writable: boolean): void {
    if (this.#writable === writable) return
    this.#writable = writable
    this.#refresh()
  }

  setPresence (presence: readonly Presence[]): void {
    this.#presence = presence
    if (!this.#broken && !this.#held) showPresence(this.view, presence)
  }

  /** Runs a command of the toolbar; an empty document gets its first paragraph so that there is something to change. */
  run (command: Command): boolean {
    if (!this.editable) return false
    firstBlock(this.view.state, (transaction) => { this.view.dispatch(transaction) })
    const done = command(this.view.state, (transaction) => { this.view.dispatch(transaction) }, this.view)
    this.view.focus()
    return done
  }

  focus (): void {
    this.view.focus()
  }

  /** The cursor behind the last letter. */
  focusEnd (): void {
    const { state } = this.view
    this.view.dispatch(state.tr.setSelection(Selection.atEnd(state.doc)))
    this.view.focus()
  }

  destroy (): void {
    this.#destroyed = true
    this.#lost.stop()
    const { count } = this.uploads
    if (count > 0) this.#options.onNote(this.#options.words.files.stopped(count))
    this.uploads.destroy()
    this.#bound.release()
    this.view.destroy()
  }

  #makePlugins (): readonly Plugin[] {
    const { words } = this.#options
    return [
      // Before the keys: while its list is open, arrows and Enter are about that.
      this.suggests.slash.plugin,
      this.suggests.mentions.plugin,
      this.suggests.documents.plugin,
      ...this.#emoji.plugins(),
      openByEnter(),
      math(() => this.editable),
      this.uploads.plugin,
      embeddedImages(this.uploads),
      filesIn(this.uploads, this.#files, words.files, (text) => { this.#options.onNote(text) }),
      shortcuts(),
      ...blockPlugins(),
      ...keymaps(),
      firstInput(),
      ...pasting(this.#options.parseMarkdown, words, (text) => { this.#options.onNote(text) }),
      placeholder(words.placeholder),
      linkBubble(words, () => this.editable, (href) => this.#options.onFollow(href)),
      found(),
      find(),
      others((change) => { this.#options.onOthers(change) }),
      composition((held) => { this.#hold(held) }),
      directions(document.documentElement.dir === 'rtl' ? 'rtl' : 'ltr'),
      blockMenu(),
      cursors((cursor) => { this.#options.onCursor(cursor) }),
      dropCursor({ class: 'drop-cursor', color: false, width: 2 }),
      gapCursor(),
      // Behind all others: it takes arrows and the mouse in tables rather broadly.
      ...tables(),
      // The last word on what may change the text: the document itself, and people who may write.
      new Plugin({
        filterTransaction: (transaction) => !transaction.docChanged || this.editable || transaction.getMeta(ySyncPluginKey) !== undefined
      })
    ]
  }

  /** Others' cursors wait as well: they are drawn into the text that is being composed. */
  #hold (held: boolean): void {
    this.#held = held
    this.#options.onHold(held)
    if (held || this.#destroyed || this.#broken) return
    showPresence(this.view, this.#presence)
  }

  #bind (): Bound {
    return bind(this.#doc, this.#plugins, () => { this.#breaks() })
  }

  #dispatch (transaction: Transaction): void {
    if (this.#broken || this.#destroyed) return
    // What a Markdown shortcut did can be undone without the typing that led to it.
    if (isShortcut(transaction)) this.#bound.undo?.stopCapturing()
    try {
      const { state, transactions } = this.view.state.applyTransaction(narrow(transaction, this.view.state))
      for (const one of transactions) this.#declare(one)
      writeSteps(state, transactions)
      this.view.updateState(state)
      // Nor with the typing that follows.
      if (isShortcut(transaction)) this.#bound.undo?.stopCapturing()
    } catch (err) {
      console.error('sheaf: an edit could not be shown', err)
      this.#breaks()
    }
    this.#options.onUpdate()
  }

  /** Others' edits count too, but only a person's own one says it: looking at a document never writes. */
  #declare (transaction: Transaction): void {
    if (!transaction.docChanged) return
    for (const step of transaction.steps) {
      const { slice, mark } = step as { slice?: Slice, mark?: Mark }
      this.#schema = Math.max(this.#schema, slice === undefined ? 1 : schemaOf(slice.content), mark === undefined ? 1 : schemaOf([mark]))
    }
    if (transaction.getMeta(ySyncPluginKey) === undefined) this.#options.onSchema(this.#schema)
  }

  /** Called in the middle of a Yjs transaction: locks at once, repairs as soon as that is over. */
  #breaks (): void {
    const wasLocked = this.locked
    this.#broken = true
    queueMicrotask(() => {
      if (this.#destroyed || !this.#broken) return
      this.#rebind()
      if (this.locked && !wasLocked) this.#options.onTrouble('locked')
      else if (!this.locked && !wasLocked) this.#options.onTrouble('repaired')
    })
  }

  #rebind (): void {
    const now = Date.now()
    this.#repairs = [...this.#repairs.filter((at) => now - at < REPAIR_WINDOW), now]
    // Let go of the Y.Doc first: two bindings on one document would answer each other.
    this.#bound.release()
    this.#broken = true
    this.view.updateState(this.view.state.reconfigure({ plugins: [] }))
    this.#bound = this.#bind()
    if (this.#repairs.length > MAX_REPAIRS) this.#bound = { ...this.#bound, locked: true }
    this.view.updateState(this.#bound.state)
    this.#broken = false
    showPresence(this.view, this.#presence)
    this.#refresh()
  }

  /** Makes the view ask again whether it may be edited. */
  #refresh (): void {
    this.view.setProps({})
    this.#options.onUpdate()
  }
}
