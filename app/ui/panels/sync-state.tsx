import type { JSX } from 'preact'
import type { Whereabouts } from '../sync-words.ts'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { words } from '../words.ts'
import { details, holderName, holderState, summary } from '../sync-words.ts'
import { Popover } from '../parts/popover.tsx'

/** A state that passes sooner than this is not worth saying aloud. */
const SAY_AFTER = 2000

/** One line in the bar; behind it, in words, who holds what. */
export function SyncState (props: Whereabouts): JSX.Element {
  const open = useSignal(false)
  const said = useSignal('')
  const root = useRef<HTMLDivElement>(null)
  const { text, tone } = summary(props)

  useEffect(() => {
    if (tone === 'busy') return undefined
    const timer = setTimeout(() => { said.value = text }, SAY_AFTER)
    return () => { clearTimeout(timer) }
  }, [text, tone])

  const holders = props.status?.holders.toSorted((a, b) => Number(b.online) - Number(a.online) || b.seenAt - a.seenAt) ?? []
  const nowhereElse = props.connection === 'connected' && tone !== 'busy' ? props.status?.nowhereElse ?? 0 : 0
  return (
    <div class="sync" ref={root}>
      <button
        type="button" class={`sync-button ${tone}`} title={words.sync.button} data-testid="sync-state"
        aria-haspopup="dialog" aria-expanded={open.value}
        onClick={() => { open.value = !open.value }}
      >
        <span class="sync-dot" aria-hidden="true" />
        <span class="sync-text">{text}</span>
        {nowhereElse > 0 && <span class="sync-extra">{words.sync.nowhereElse(nowhereElse)}</span>}
      </button>
      <span class="visually-hidden" role="status">{said.value}</span>
      {open.value && (
        <Popover label={words.sync.button} anchor={root} onClose={() => { open.value = false }} class="sync-popover">
          <ul class="sync-lines">
            {details(props).map((line) => <li key={line}>{line}</li>)}
          </ul>
          {holders.length > 0 && (
            <>
              <h3>{words.sync.also}</h3>
              <ul class="holders">
                {holders.map((holder) => (
                  <li key={holder.device} class={holder.behind === 0 ? 'complete' : 'behind'}>
                    <strong>{capital(holderName(holder))}</strong>
                    <span>{holderState(holder)}</span>
                  </li>
                ))}
              </ul>
            </>
          )}
        </Popover>
      )}
    </div>
  )
}

function capital (text: string): string {
  return text.slice(0, 1).toUpperCase() + text.slice(1)
}
