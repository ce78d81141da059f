import type { DocumentInfo, Hello, Profile } from '../../core/rpc/api.ts'
import type { Client, Connection } from '../client/client.ts'
import type { UnsavedStore } from '../client/unsaved-store.ts'
import { createContext } from 'preact'
import { useContext } from 'preact/hooks'
import { signal } from '@preact/signals'
import { SheafError } from '../../core/errors.ts'
import { language } from './language.ts'
import { words } from './words.ts'

export interface Toast {
  id: number
  text: string
  kind: 'error' | 'note'
  action?: { label: string, run (): void }
}

export type Theme = 'system' | 'light' | 'dark'
export type DialogName = 'settings' | 'keys' | 'join'

/** Notes go by themselves; what went wrong stays until it was dismissed. */
const NOTE_FOR = 8000
const THEME_KEY = 'sheaf:theme'
const ANNOUNCE_KEY = 'sheaf:announce'

/** What all pages share. One for each window. */
export class Store {
  readonly client: Client
  readonly unsavedStore: UnsavedStore
  readonly connection = signal<Connection>('connecting')
  readonly incompatible = signal(false)
  readonly hello = signal<Hello | null>(null)
  readonly profile = signal<Profile | null>(null)
  /** Null until the list was here once. */
  readonly documents = signal<DocumentInfo[] | null>(null)
  readonly toasts = signal<Toast[]>([])
  readonly theme = signal<Theme>(readTheme())
  /** Whether screen readers are told what others do. */
  readonly announce = signal(readAnnounce())
  readonly dialog = signal<DialogName | null>(null)
  /** How many modal dialogs are open. */
  readonly modals = signal(0)
  /** Changes of the open document that the engine has not confirmed. */
  readonly unsaved = signal(0)
  readonly joinCode = signal('')
  readonly namePromptClosed = signal(false)
  #nextToast = 1

  constructor (client: Client, unsavedStore: UnsavedStore) {
    this.client = client
    this.unsavedStore = unsavedStore
    client.events.on('connection', (state) => { this.connection.value = state })
    client.events.on('incompatible', () => { this.incompatible.value = true })
    client.events.on('hello', (hello) => {
      this.hello.value = hello
      this.profile.value = hello.profile
      this.refresh()
    })
    client.events.on('documents', (list) => { this.documents.value = list })
  }

  get api (): Client['api'] {
    return this.client.api
  }

  refresh (): void {
    this.api.documents().then((list) => { this.documents.value = list }, () => {})
  }

  toast (text: string, options: { kind?: Toast['kind'], action?: Toast['action'] } = {}): void {
    const toast: Toast = { id: this.#nextToast++, text, kind: options.kind ?? 'note' }
    if (options.action !== undefined) toast.action = options.action
    // The same sentence twice is no news.
    this.toasts.value = [...this.toasts.value.filter((other) => other.text !== text), toast].slice(-4)
    if (toast.kind === 'note' && toast.action === undefined) setTimeout(() => { this.dismiss(toast.id) }, NOTE_FOR)
  }

  dismiss (id: number): void {
    this.toasts.value = this.toasts.value.filter((toast) => toast.id !== id)
  }

  /** Shows why something did not work. To be used as `.catch(store.fail)`. */
  readonly fail = (err: unknown): void => {
    this.toast(sentence(err), { kind: 'error' })
  }

  setAnnounce (on: boolean): void {
    this.announce.value = on
    try {
      localStorage.setItem(ANNOUNCE_KEY, on ? 'on' : 'off')
    } catch {
      // As with the theme.
    }
  }

  setTheme (theme: Theme): void {
    this.theme.value = theme
    applyTheme(theme)
    try {
      localStorage.setItem(THEME_KEY, theme)
    } catch {
      // A browser that keeps nothing still shows the theme until it is closed.
    }
  }
}

/** Errors that Sheaf raises say what is wrong in words meant for people; others do not. */
export function sentence (err: unknown): string {
  if (err instanceof SheafError) return errorText(err)
  console.error(err)
  return words.errors.generic
}

/** The engine speaks English, and says more than its code does; whoever reads another language gets the code in theirs. */
export function errorText ({ code, message }: { code: string, message: string }): string {
  if (language === 'en' && message !== '') return message
  return (words.errors.codes as Partial<Record<string, string>>)[code] ?? (message === '' ? words.errors.generic : message)
}

export function applyTheme (theme: Theme): void {
  if (theme === 'system') delete document.documentElement.dataset['theme']
  else document.documentElement.dataset['theme'] = theme
}

function readAnnounce (): boolean {
  try {
    return localStorage.getItem(ANNOUNCE_KEY) !== 'off'
  } catch {
    return true
  }
}

function readTheme (): Theme {
  try {
    const theme = localStorage.getItem(THEME_KEY)
    return theme === 'light' || theme === 'dark' ? theme : 'system'
  } catch {
    return 'system'
  }
}

const Context = createContext<Store | null>(null)
export const StoreProvider = Context.Provider

export function useStore (): Store {
  const store = useContext(Context)
  if (store === null) throw new Error('sheaf: no store in this tree')
  return store
}
