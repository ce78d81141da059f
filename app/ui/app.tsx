import type { JSX } from 'preact'
import type { Store } from './store.ts'
import { useEffect, useRef } from 'preact/hooks'
import { Redirect, Route, Router, Switch } from 'wouter-preact'
import { useHashLocation } from 'wouter-preact/use-hash-location'
import { words } from './words.ts'
import { StoreProvider, useStore } from './store.ts'
import { readCode } from './join-code.ts'
import { DocumentPage } from './pages/document.tsx'
import { DocumentsPage } from './pages/documents.tsx'
import { JoinDialog } from './panels/join.tsx'
import { KeysDialog } from './panels/keys.tsx'
import { SettingsDialog } from './panels/settings.tsx'
import { Toasts } from './parts/toasts.tsx'

export function App ({ store }: { store: Store }): JSX.Element {
  useEffect(() => {
    const onKey = (event: KeyboardEvent): void => {
      const typing = event.target instanceof Element && event.target.closest('input, textarea, select, [contenteditable=true]') !== null
      if (event.key === '?' && !typing && store.modals.value === 0) {
        event.preventDefault()
        store.dialog.value = 'keys'
      }
    }
    document.addEventListener('keydown', onKey)
    return () => { document.removeEventListener('keydown', onKey) }
  }, [store])

  return (
    <StoreProvider value={store}>
      <Router hook={useHashLocation}>
        <a class="skip" href="#main" onClick={skip}>{words.skip}</a>
        <Banner />
        <Switch>
          <Route path="/d/:id/*?">{({ id }: { id: string }) => <DocumentPage key={id} id={id} />}</Route>
          <Route path="/join/:code">{({ code }: { code: string }) => <JoinPage code={code} />}</Route>
          <Route path="/"><DocumentsPage /></Route>
          <Route><Redirect to="/" /></Route>
        </Switch>
        <Dialogs />
        {store.modals.value === 0 && <Toasts />}
      </Router>
    </StoreProvider>
  )
}

/** A link that was opened: nothing happens before the person says so. */
function JoinPage ({ code }: { code: string }): JSX.Element {
  const store = useStore()
  useEffect(() => {
    store.joinCode.value = readCode(code)
    store.dialog.value = 'join'
  }, [code])
  return <DocumentsPage />
}

function Dialogs (): JSX.Element | null {
  const store = useStore()
  if (store.dialog.value === 'settings') return <SettingsDialog />
  if (store.dialog.value === 'keys') return <KeysDialog />
  if (store.dialog.value === 'join') return <JoinDialog />
  return null
}

/** Stays in sight; what sticks to the top of a page sticks below it. */
function Banner (): JSX.Element | null {
  const store = useStore()
  const ref = useRef<HTMLDivElement>(null)
  const incompatible = store.incompatible.value
  const lost = store.connection.value === 'reconnecting'

  useEffect(() => {
    const banner = ref.current
    if (banner === null) return undefined
    const root = document.documentElement.style
    const observer = new ResizeObserver(() => { root.setProperty('--banner', `${banner.offsetHeight}px`) })
    observer.observe(banner)
    return () => {
      observer.disconnect()
      root.removeProperty('--banner')
    }
  }, [incompatible, lost])

  if (incompatible) {
    return (
      <div ref={ref} class="banner" role="alert">
        <p>{words.connection.incompatible}</p>
        <button type="button" class="banner-action" onClick={() => { location.reload() }}>{words.connection.reload}</button>
      </div>
    )
  }
  if (!lost) return null
  return (
    <div ref={ref} class="banner" data-testid="connection-banner">
      {/* Said once, when it happens: the number behind it changes with every key. */}
      <span class="visually-hidden" role="alert">{words.connection.lostPlain}</span>
      <p>{words.connection.lost(store.unsaved.value)}</p>
      <button type="button" class="banner-action" onClick={() => { store.client.retry() }}>{words.connection.retry}</button>
    </div>
  )
}

/** The hash is the router's, so the skip link moves the focus by hand. */
function skip (event: Event): void {
  event.preventDefault()
  const main = document.querySelector<HTMLElement>('#document-text') ?? document.querySelector<HTMLElement>('#main')
  main?.setAttribute('tabindex', '-1')
  main?.focus()
}
