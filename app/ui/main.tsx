import { render } from 'preact'
import { Client } from '../client/client.ts'
import { WebSocketTransport } from '../client/transport/websocket.ts'
import { IndexedDBStore } from '../client/unsaved-store.ts'
import { App } from './app.tsx'
import { applyLanguage } from './language.ts'
import { Store, applyTheme } from './store.ts'

const address = new URL('/rpc', location.href)
address.protocol = location.protocol === 'https:' ? 'wss:' : 'ws:'
address.hash = ''
address.search = ''

const client = new Client(new WebSocketTransport(address.href))
const store = new Store(client, new IndexedDBStore())
applyTheme(store.theme.value)
applyLanguage()
client.start()

const root = document.querySelector('#app')
if (root === null) throw new Error('sheaf: the page has no place for the app')
render(<App store={store} />, root)
