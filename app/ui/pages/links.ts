/**
 * Addresses of places in a document: `#/d/<document>/b/<block>/<its first words>` and `#/d/<document>/h/<heading>`.
 * What stands behind the `#` never leaves the browser.
 */
import type { Found, Target } from '../../editor/block-links.ts'
import type { Editor } from '../../editor/editor.ts'
import type { Store } from '../store.ts'
import type { OpenDocument } from './open-document.ts'
import { useEffect } from 'preact/hooks'
import { useLocation } from 'wouter-preact'
import { wasHere } from '../../editor/block-ids.ts'
import { locate, pathOf, targetOf } from '../../editor/block-links.ts'
import { showBlock } from '../../editor/plugins/found.ts'
import { words } from '../words.ts'
import { useStore } from '../store.ts'

/** So long a place is waited for that may not have arrived yet. */
const PATIENCE = 5000

/** On this computer Sheaf may run at another port tomorrow, and at another person's it does: the rest is what counts. */
const OWN = /^(?:https?:\/\/(?:127\.0\.0\.1|localhost|\[::1\])(?::\d+)?\/?)?#\/d\/([0-9a-f]+)(?:\/(.*))?$/

export function copyLink (open: OpenDocument, store: Store, pos: number): void {
  const editor = open.editor.peek()
  const path = editor === null ? null : pathOf(editor.view.state, pos)
  if (path === null) return
  navigator.clipboard.writeText(`${location.origin}/#/d/${open.sync.id}/${path}`).then(
    () => { store.toast(words.blockMenu.linkCopied) },
    () => { store.toast(words.share.copyFailed, { kind: 'error' }) }
  )
}

/** Goes to a place in this document, to a heading of it by `#name`, or to another document. False for all else. */
export function follow (open: OpenDocument, store: Store, href: string): boolean {
  const editor = open.editor.peek()
  if (editor === null) return false
  const [, id, rest = ''] = OWN.exec(href) ?? []
  if (id === undefined) {
    if (!href.startsWith('#')) return false
    go(editor, store, { heading: href.slice(1) })
    return true
  }
  if (id !== open.sync.id) {
    location.hash = `/d/${id}/${rest}`
    return true
  }
  const target = targetOf(rest)
  if (target !== null) go(editor, store, target)
  return true
}

/** Goes to the place that the address of this page names, as soon as it is here. */
export function useArrival (open: OpenDocument): void {
  const store = useStore()
  const [location] = useLocation()
  const editor = open.editor.value
  const path = location.split('/').slice(3).join('/')

  useEffect(() => {
    const target = targetOf(path)
    if (editor === null || target === null) return undefined
    const since = Date.now()
    let timer: ReturnType<typeof setTimeout> | undefined
    const look = (): void => {
      const found = locate(editor.view.state, target)
      if (found?.how === 'exact' || ('block' in target && wasHere(editor.view.state, target.block)) || Date.now() - since > PATIENCE) arrive(editor, store, target, found)
      else timer = setTimeout(look, found === null ? 100 : 400)
    }
    look()
    return () => { clearTimeout(timer) }
  }, [editor, path])
}

function go (editor: Editor, store: Store, target: Target): void {
  arrive(editor, store, target, locate(editor.view.state, target))
}

function arrive (editor: Editor, store: Store, target: Target, found: Found | null): void {
  if (found === null) {
    store.toast('heading' in target ? words.blockMenu.noHeading(target.heading) : words.blockMenu.linkGone)
    return
  }
  if (found.how === 'like') store.toast(words.blockMenu.linkMoved)
  showBlock(editor.view, found.pos)
}
