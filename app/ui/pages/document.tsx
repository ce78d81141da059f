import type { JSX } from 'preact'
import type { ExportFormat } from '../../../core/rpc/api.ts'
import type { PaletteCommand } from '../panels/palette.tsx'
import type { Store } from '../store.ts'
import { useEffect, useMemo, useRef } from 'preact/hooks'
import { useComputed } from '@preact/signals'
import { Link, useLocation } from 'wouter-preact'
import { Editor } from '../../editor/editor.ts'
import { words } from '../words.ts'
import { sentence, useStore } from '../store.ts'
import { Icon, Mark } from '../icons.tsx'
import { SLASH_ITEMS } from '../block-items.ts'
import { embedImages } from '../embed-images.ts'
import { PAGE_KEYS } from '../page-keys.ts'
import { watchPrinting } from '../print.ts'
import { loadEmoji } from '../emoji.ts'
import { parseMarkdown } from '../paste-markdown.ts'
import { Announcements } from '../parts/announcements.tsx'
import { Avatar } from '../parts/avatar.tsx'
import { Button } from '../parts/button.tsx'
import { Menu } from '../parts/menu.tsx'
import { NamePrompt } from '../parts/name-prompt.tsx'
import { Backlinks } from '../panels/backlinks.tsx'
import { PeopleDialog } from '../panels/people.tsx'
import { ShareDialog } from '../panels/share.tsx'
import { SyncState } from '../panels/sync-state.tsx'
import { Toolbar } from '../panels/toolbar.tsx'
import { AtCursor, Find, Foot, OutlineRail, TextSheets } from './around-text.tsx'
import { follow, useArrival } from './links.ts'
import { named } from './named.ts'
import { OpenDocument } from './open-document.ts'
import { TitleField } from './title-field.tsx'
import { WaysIn } from './ways-in.ts'

const AVATARS_SHOWN = 4

export function DocumentPage ({ id }: { id: string }): JSX.Element {
  const store = useStore()
  const open = useMemo(() => new OpenDocument(store, id), [store, id])
  const ways = useMemo(() => new WaysIn(store, open), [store, open])
  const [, navigate] = useLocation()
  const bars = useRef<HTMLElement>(null)
  const { sheet } = ways
  const failed = open.failed.value

  useEffect(() => {
    open.sync.open().catch(() => {})
    const leave = (event: BeforeUnloadEvent): void => { if (open.sync.atRisk || (open.editor.peek()?.uploads.count ?? 0) > 0) event.preventDefault() }
    const hide = (): void => { open.sync.flush().catch(() => {}) }
    window.addEventListener('beforeunload', leave)
    window.addEventListener('pagehide', hide)
    return () => {
      window.removeEventListener('beforeunload', leave)
      window.removeEventListener('pagehide', hide)
      open.close()
    }
  }, [open])

  useEffect(() => ways.listen(), [ways])
  useEffect(() => watchPrinting(), [])
  useArrival(open)
  // What is scrolled to must not end up under the bars.
  useEffect(() => {
    if (bars.current === null) return undefined
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => { root.setProperty('--bars', `${bars.current?.offsetHeight ?? 0}px`) })
    observer.observe(bars.current)
    return () => {
      observer.disconnect()
      root.removeProperty('--bars')
    }
  }, [failed])

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
  const outline: PaletteCommand = {
    id: 'outline', icon: 'outline', run: () => { ways.toggleOutline() },
    label: !ways.wide.value ? words.outline.label : ways.outline.value ? words.outline.hide : words.outline.show
  }
  const commands: PaletteCommand[] = [
    { id: 'find', icon: 'find', label: words.find.label, key: PAGE_KEYS.find, run: () => { ways.find() } },
    ...ways.hasHeadings.value ? [outline] : [],
    { id: 'share', icon: 'share', label: words.document.share, run: () => { sheet.value = 'share' } },
    { id: 'people', icon: 'people', label: words.document.people, run: () => { sheet.value = 'people' } },
    { id: 'markdown', icon: 'download', label: words.document.exportMarkdown, run: () => { exportAs('markdown') } },
    { id: 'html', icon: 'download', label: words.document.exportHtml, run: () => { exportAs('html') } },
    { id: 'print', icon: 'print', label: words.document.print, keywords: words.document.printKeywords, key: PAGE_KEYS.print, run: () => { window.print() } },
    { id: 'settings', icon: 'settings', label: words.document.settings, run: () => { store.dialog.value = 'settings' } },
    { id: 'keys', icon: 'help', label: words.document.keys, key: '?', run: () => { store.dialog.value = 'keys' } }
  ]
  const everything: PaletteCommand = { id: 'palette', icon: 'command', label: words.keys.palette, run: () => { sheet.value = 'palette' } }
  const back: PaletteCommand = { id: 'back', icon: 'back', label: words.document.back, run: () => { navigate('/') } }
  return (
    <div class="document-page">
      <header class="document-bars" ref={bars}>
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
              label={words.document.more} icon="more"
              items={[everything, ...commands.filter(({ id }) => id !== 'share')]}
            />
          </div>
        </div>
        <Tools open={open} ways={ways} />
        <Find open={open} ways={ways} />
      </header>
      <main class="document-main" id="main">
        <Notices open={open} />
        <NamePrompt />
        <OutlineRail open={open} ways={ways} />
        {open.opened.value ? <Text open={open} ways={ways} /> : <Skeleton />}
      </main>
      {store.announce.value && <Announcements announcer={open.announcer} />}
      <Foot open={open} />
      <TextSheets open={open} ways={ways} commands={[...commands, back]} />
      {sheet.value === 'share' && <ShareDialog id={id} role={open.info.value?.role ?? null} onClose={() => { sheet.value = null }} />}
      {sheet.value === 'people' && <PeopleDialog id={id} onClose={() => { sheet.value = null }} />}
    </div>
  )
}

/** The toolbar, where there is something to format. */
function Tools ({ open, ways }: { open: OpenDocument, ways: WaysIn }): JSX.Element | null {
  const editor = open.editor.value
  if (editor === null || open.locked.value || open.status.value?.writable === false) return null
  return <Toolbar editor={editor} onAsk={ways.ask} version={open.version.value} />
}

function Notices ({ open }: { open: OpenDocument }): JSX.Element | null {
  const status = open.status.value
  if (open.locked.value) {
    const mendable = open.version.value >= 0 && open.editor.value?.mendable === true
    return (
      <div class="notice warn" role="alert">
        {mendable ? words.document.stray : words.document.locked}
        {mendable && <Button onClick={() => { open.editor.value?.mend() }}>{words.document.strayMend}</Button>}
      </div>
    )
  }
  if (status === null || status.writable) return null
  return <p class="notice">{words.document.readOnly[status.readOnlyReason ?? 'role']}</p>
}

/** Where the editor lives. Mounted once; a new Y.Doc or role goes into the same editor. */
function Text ({ open, ways }: { open: OpenDocument, ways: WaysIn }): JSX.Element {
  const store = useStore()
  const host = useRef<HTMLDivElement>(null)
  const [, navigate] = useLocation()

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
      id: open.sync.id,
      doc: open.sync.doc,
      writable: open.sync.writable,
      words: { text: words.document.text, placeholder: words.document.placeholder, ...words.editor },
      slash: { items: SLASH_ITEMS, choose: ways.insert },
      named: named(store, open, navigate),
      loadEmoji,
      parseMarkdown,
      onSchema: (version) => { open.sync.needs(version) },
      onUpdate: changed,
      onOthers: (change) => { if (store.announce.peek()) open.announcer.changed(change) },
      onHold: (held) => { open.sync.hold(held) },
      onCursor: (cursor) => { open.sync.present(cursor) },
      onLost: (text) => { offerLost(store, text) },
      onFollow: (href) => follow(open, store, href),
      sentence: (error) => sentence(error),
      onNote: (text) => { store.toast(text) },
      onTrouble: (what) => {
        if (what === 'repaired') store.toast(words.document.lockedAgain)
        else open.locked.value = true
      }
    })
    ready = true
    editor.setPresence(open.sync.presence)
    open.editor.value = editor
    return () => {
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
      <PrintTitle open={open} />
      <div ref={host} id="document-text" data-testid="editor" />
      <Backlinks id={open.sync.id} />
      <AtCursor open={open} ways={ways} />
    </div>
  )
}

/** The title as paper shows it, unless the text begins with the very same heading. */
function PrintTitle ({ open }: { open: OpenDocument }): JSX.Element | null {
  const title = open.info.value?.title ?? ''
  const first = open.version.value >= 0 ? open.editor.value?.view.state.doc.firstChild : null
  if (title === '' || (first?.type.name === 'heading' && first.textContent.trim() === title.trim())) return null
  return <p class="print-title" aria-hidden="true">{title}</p>
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

const LOST_SHOWN = 120

/** Words that went with their block: to be put back by hand, where they belong by now. */
function offerLost (store: Store, text: string): void {
  const excerpt = text.length > LOST_SHOWN ? `${text.slice(0, LOST_SHOWN)}…` : text
  store.toast(words.document.lostWords(excerpt), {
    kind: 'error',
    action: {
      label: words.document.copyLost,
      run: () => {
        navigator.clipboard.writeText(text).then(
          () => { store.toast(words.copied) },
          () => { store.toast(words.share.copyFailed, { kind: 'error' }) }
        )
      }
    }
  })
}

async function download (store: Store, id: string, format: ExportFormat): Promise<void> {
  const { bytes, filename, notes: said } = await store.api.export(id, format)
  const { data, notes } = await withImages(id, format, bytes as Uint8Array<ArrayBuffer>, said)
  const type = format === 'html' ? 'text/html' : 'text/markdown'
  const url = URL.createObjectURL(new Blob([data], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = filename
  link.click()
  setTimeout(() => { URL.revokeObjectURL(url) }, 10_000)
  store.toast(words.document.exported(filename, notes))
}

async function withImages (id: string, format: ExportFormat, bytes: Uint8Array<ArrayBuffer>, notes: readonly string[]): Promise<{ data: BlobPart, notes: readonly string[] }> {
  if (format !== 'html') return { data: bytes, notes }
  const embedded = await embedImages(id, new TextDecoder().decode(bytes), notes)
  return { data: embedded.html, notes: embedded.notes }
}
