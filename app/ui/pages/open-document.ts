import type { DocumentInfo, DocumentStatus, MemberInfo, Presence } from '../../../core/rpc/api.ts'
import type { SheafError } from '../../../core/errors.ts'
import type { Editor } from '../../editor/editor.ts'
import type { Store } from '../store.ts'
import type * as Y from 'yjs'
import { computed, signal } from '@preact/signals'
import { Pace } from '../../client/pace.ts'
import { DocumentSync } from '../../client/sync.ts'
import { isEdit } from '../../editor/binding.ts'
import { FRAGMENT } from '../../schema/index.ts'
import { readFragment } from '../../schema/fragment.ts'
import { errorText } from '../store.ts'
import { Announcer } from '../announcer.ts'
import { words } from '../words.ts'

/** An edit that waits longer than this is no longer “Saving…”. */
const LATE_AFTER = 1500

/** One open document as signals, from the page's mounting to its leaving. */
export class OpenDocument {
  readonly sync: DocumentSync
  readonly info = signal<DocumentInfo | null>(null)
  readonly status = signal<DocumentStatus | null>(null)
  /** Empty until they are known. */
  readonly members = signal<readonly MemberInfo[]>([])
  readonly presence = signal<readonly Presence[]>([])
  readonly opened = signal(false)
  readonly failed = signal<SheafError | null>(null)
  readonly unsaved = signal(0)
  readonly late = signal(false)
  readonly locked = signal(false)
  readonly editor = signal<Editor | null>(null)
  /** Rises with each change of the editor. */
  readonly version = signal(0)
  /** Everyone who is not at this very engine, once each, however many windows they have open. */
  readonly others = computed(() => {
    const elsewhere = this.presence.value.filter((one) => !one.self)
    return [...new Map(elsewhere.map((one) => [one.member, one])).values()]
  })
  readonly announcer = new Announcer()
  readonly #store: Store
  readonly #cursors = new Pace(() => { this.editor.peek()?.setPresence(this.presence.peek()) })
  readonly #unlisten: () => void
  #lateTimer: ReturnType<typeof setTimeout> | undefined

  constructor (store: Store, id: string) {
    this.#store = store
    this.sync = new DocumentSync(store.client, id, { store: store.unsavedStore, isEdit })
    const { events } = this.sync
    events.on('info', (info) => { this.info.value = info })
    events.on('status', (status) => {
      this.status.value = status
      this.#watchLate()
      this.editor.peek()?.setWritable(status.writable)
    })
    events.on('presence', (presence) => {
      this.presence.value = presence
      if (store.announce.peek()) this.announcer.setPresence(presence)
      this.#cursors.request()
    })
    events.on('unsaved', (count) => {
      this.unsaved.value = count
      store.unsaved.value = count
      this.#watchLate()
    })
    events.on('doc', (doc) => {
      const again = this.opened.value
      this.opened.value = true
      this.#readMembers()
      if (again) this.editor.peek()?.setDoc(doc)
    })
    this.#unlisten = store.client.events.on('members', (changed) => { if (changed === id) this.#readMembers() })
    events.on('reset', () => { store.toast(words.document.reset) })
    events.on('failed', (error) => { this.failed.value = error })
    events.on('refused', (error, lost) => { this.#refused(error, lost) })
  }

  #readMembers (): void {
    // Names of mentions: those that are stored do until it works.
    this.#store.api.members(this.sync.id).then((list) => { this.members.value = list }, () => {})
  }

  /** A second in which nothing is confirmed is a second in which a person may wonder. */
  #watchLate (): void {
    const waiting = this.unsaved.value > 0 || this.status.value?.saved === false
    if (!waiting) {
      clearTimeout(this.#lateTimer)
      this.#lateTimer = undefined
      this.late.value = false
    } else {
      this.#lateTimer ??= setTimeout(() => { this.late.value = true }, LATE_AFTER)
    }
  }

  #refused (error: SheafError, lost: Y.Doc): void {
    this.#store.toast(words.document.refused(errorText(error)), {
      kind: 'error',
      action: {
        label: words.document.copyLost,
        run: () => {
          const { doc } = readFragment(lost.getXmlFragment(FRAGMENT))
          navigator.clipboard.writeText(doc.textBetween(0, doc.content.size, '\n\n', '\n')).then(
            () => { this.#store.toast(words.copied) },
            () => { this.#store.toast(words.share.copyFailed, { kind: 'error' }) }
          )
        }
      }
    })
  }

  close (): void {
    this.announcer.stop()
    clearTimeout(this.#lateTimer)
    this.#unlisten()
    this.#cursors.cancel()
    this.editor.value?.destroy()
    this.editor.value = null
    this.#store.unsaved.value = 0
    this.sync.destroy().catch(() => {})
  }
}
