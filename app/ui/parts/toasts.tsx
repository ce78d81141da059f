import type { JSX } from 'preact'
import { words } from '../words.ts'
import { useStore } from '../store.ts'
import { IconButton } from './button.tsx'

export function Toasts (): JSX.Element {
  const store = useStore()
  return (
    <div class="toasts">
      {store.toasts.value.map((toast) => (
        <div
          key={toast.id} class={`toast ${toast.kind}`} role={toast.kind === 'error' ? 'alert' : 'status'}
          onKeyDown={(event) => { if (event.key === 'Escape') store.dismiss(toast.id) }}
        >
          <p>{toast.text}</p>
          {toast.action !== undefined && (
            <button
              type="button" class="toast-action"
              onClick={() => { toast.action?.run(); store.dismiss(toast.id) }}
            >
              {toast.action.label}
            </button>
          )}
          <IconButton icon="close" label={words.dismiss} onClick={() => { store.dismiss(toast.id) }} />
        </div>
      ))}
    </div>
  )
}
