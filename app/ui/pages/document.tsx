import type { JSX } from 'preact'
import type { ExportFormat } from '../../../core/rpc/api.ts'
import type { Store } from '../store.ts'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useComputed, useSignal } from '@preact/signals'
import { Link } from 'wouter-preact'
import { Editor } from '../../editor/editor.ts'
import { words } from '../words.ts'
import { sentence, useStore } from '../store.ts'
import { Icon, Mark } from '../icons.tsx'
import { parseMarkdown } from '../paste-markdown.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Button } from '../parts/button.tsx'
import { Menu } from '../parts/menu.tsx'
import { NamePrompt } from '../parts/name-prompt.tsx'
import { PeopleDialog } from '../panels/people.tsx'
import { ShareDialog } from '../panels/share.tsx'
import { SyncState } from '../panels/sync-state.tsx'
import { Toolbar } from '../panels/toolbar.tsx'
import { OpenDocument } from './open-document.ts'
import { TitleField } from './title-field.tsx'

const AVATARS_SHOWN = 4

export function DocumentPage ({ id }: { id: string }): JSX.Element {
  const store = useStore()
  const open = useMemo(() => new OpenDocument(store, id), [store, id])
  const sheet = useSignal<'share' | 'people' | null>(null)
  const failed = open.failed.value

  useEffect(() => {
    open.sync.open().catch(() => {})
    const leave = (event: BeforeUnloadEvent): void => { if (open.sync.atRisk) event.preventDefault() }
    const hide = (): void => { open.sync.flush().catch(() => {}) }
    window.addEventListener('beforeunload', leave)
    window.addEventListener('pagehide', hide)
    return () => {
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('pagehide', hide)
      open.close()
    }
  }, [open])

  const title = useComputed(() => open.info.value?.title ?? '').value
  useEffect(() => { document.title = words.titles.document(title === '' ? words.untitled : title) }, [title])

  if (failed !== null) {
    return (
      <main class="library-main failed-page" id="main">
        <Mark size={48} />
        <h1>{words.document.notFound}</h1>
        <p role="alert">{sentence(failed)}</p>
        <Link href="/" class="button primary"><span>{words.document.back}</span></Link>
      </main>
    )
  }

  const exportAs = (format: ExportFormat): void => { download(store, id, format).catch(store.fail) }
  return (
    <div class="document-page">
      <header class="document-bars">
        <div class="document-head">
          <Link href="/" class="icon-button" aria-label={words.document.back} title={words.document.back}><Icon name="back" /></Link>
          <TitleField open={open} />
          <div class="document-state">
            <SyncState
              status={open.status.value} unsaved={open.unsaved.value} late={open.late.value} connection={store.connection.value}
            />
            <Here open={open} onOpen={() => { sheet.value = 'people' }} />
          </div>
          <div class="document-tools">
            <Button icon="share" kind="primary" onClick={() => { sheet.value = 'share' }}>{words.document.share}</Button>
            <Menu
              label={words.document.more} icon="more" items={[
                { label: words.document.people, icon: 'people', run: () => { sheet.value = 'people' } },
                { label: words.document.exportMarkdown, icon: 'download', run: () => { exportAs('markdown') } },
                { label: words.document.exportHtml, icon: 'download', run: () => { exportAs('html') } },
                { label: words.document.settings, icon: 'settings', run: () => { store.dialog.value = 'settings' } },
                { label: words.document.keys, icon: 'help', run: () => { store.dialog.value = 'keys' } }
              ]}
            />
          </div>
        </div>
        <Tools open={open} />
      </header>
      <main class="document-main" id="main">
        <Notices open={open} />
        <NamePrompt />
        {open.opened.value ? <Text open={open} /> : <Skeleton />}
      </main>
      {sheet.value === 'share' && <ShareDialog id={id} role={open.info.value?.role ?? null} onClose={() => { sheet.value = null }} />}
      {sheet.value === 'people' && <PeopleDialog id={id} onClose={() => { sheet.value = null }} />}
    </div>
  )
}

/** The toolbar, where there is something to format. */
function Tools ({ open }: { open: OpenDocument }): JSX.Element | null {
  const editor = open.editor.value
  if (editor === null || open.locked.value || open.status.value?.writable === false) return null
  return <Toolbar editor={editor} version={open.version.value} />
}

function Notices ({ open }: { open: OpenDocument }): JSX.Element | null {
  const status = open.status.value
  if (open.locked.value) return <p class="notice warn" role="alert">{words.document.locked}</p>
  if (status === null || status.writable) return null
  return <p class="notice">{words.document.readOnly[status.readOnlyReason ?? 'role']}</p>
}

/** Where the editor lives. Mounted once; a new Y.Doc or role goes into the same editor. */
function Text ({ open }: { open: OpenDocument }): JSX.Element {
  const store = useStore()
  const host = useRef<HTMLDivElement>(null)

  useEffect(() => {
    if (host.current === null) return undefined
    let ready = false
    const changed = (): void => {
      if (!ready) return
      open.locked.value = editor.locked
      open.version.value++
    }
    const editor = new Editor({
      host: host.current,
      doc: open.sync.doc,
      writable: open.sync.writable,
      words: { text: words.document.text, placeholder: words.document.placeholder, ...words.editor },
      parseMarkdown,
      onUpdate: changed,
      onCursor: (cursor) => { open.sync.present(cursor) },
      onTrouble: (what) => {
        if (what === 'repaired') store.toast(words.document.lockedAgain)
        else open.locked.value = true
      }
    })
    ready = true
    editor.setPresence(open.sync.presence)
    open.editor.value = editor
    const toToolbar = (event: KeyboardEvent): void => {
      if (event.altKey && event.key === 'F10') {
        event.preventDefault()
        document.querySelector<HTMLElement>('.toolbar [tabindex="0"]')?.focus()
      }
    }
    const element = host.current
    element.addEventListener('keydown', toToolbar)
    return () => {
      element.removeEventListener('keydown', toToolbar)
      open.editor.value = null
      editor.destroy()
    }
  }, [open])

  // A press below the last line means the end of the text.
  const onMouseDown = (event: MouseEvent): void => {
    if (event.target !== event.currentTarget) return
    event.preventDefault()
    open.editor.value?.focusEnd()
  }
  return (
    <div class="text-column" onMouseDown={onMouseDown}>
      <div ref={host} id="document-text" data-testid="editor" />
    </div>
  )
}

/** Who else is here: pictures for the eye, names for everyone. */
function Here ({ open, onOpen }: { open: OpenDocument, onOpen: () => void }): JSX.Element {
  const others = open.others.value
  const names = others.map((one) => one.name === '' ? words.sync.unnamed : one.name)
  const label = words.document.here(names)
  return (
    <button type="button" class={`here ${others.length === 0 ? 'alone' : ''}`} aria-label={label} title={label} data-testid="here" onClick={onOpen}>
      {others.length === 0 && <Icon name="people" />}
      {others.slice(0, AVATARS_SHOWN).map((one) => <Avatar key={one.client} name={one.name} color={one.color} />)}
      {others.length > AVATARS_SHOWN && <span class="here-more">{words.document.hereMore(others.length - AVATARS_SHOWN)}</span>}
    </button>
  )
}

function Skeleton (): JSX.Element {
  return (
    <div class="text-column skeleton" role="status" aria-label={words.document.opening}>
      {[0, 1, 2, 3, 4, 5].map((n) => <span key={n} class="skeleton-line" />)}
    </div>
  )
}

async function download (store: Store, id: string, format: ExportFormat): Promise<void> {
  const { bytes, filename, notes } = await store.api.export(id, format)
  const type = format === 'html' ? 'text/html' : 'text/markdown'
  const url = URL.createObjectURL(new Blob([bytes as Uint8Array<ArrayBuffer>], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.click()
  setTimeout(() => { URL.revokeObjectURL(url) }, 10_000)
  store.toast(words.document.exported(filename, notes))
}

