import type { JSX } from 'preact'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { useLocation } from 'wouter-preact'
import { words } from '../words.ts'
import { sentence, useStore } from '../store.ts'
import { readCode } from '../join-code.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

/** Asks for a code. The waiting itself is shown in the list, since it outlives this window. */
export function JoinDialog (): JSX.Element {
  const store = useStore()
  const [, navigate] = useLocation()
  const input = useRef<HTMLInputElement>(null)
  const problem = useSignal('')
  const busy = useSignal(false)

  const close = (): void => {
    store.dialog.value = null
    store.joinCode.value = ''
  }
  useEffect(() => { input.current?.focus() }, [])

  const submit = (event: Event): void => {
    event.preventDefault()
    const code = readCode(store.joinCode.value)
    if (code === '') {
      problem.value = words.join.empty
      input.current?.focus()
      return
    }
    busy.value = true
    store.api.join(code).then(({ id }) => {
      close()
      navigate('/')
      tellWhenReady(id)
    }, (err: unknown) => { problem.value = sentence(err) }).finally(() => { busy.value = false })
  }

  const tellWhenReady = (id: string): void => {
    store.api.joined(id).then(async ({ id }) => {
      // The list that the page has is a moment old.
      const title = (await store.api.documents()).find((info) => info.id === id)?.title ?? ''
      const text = words.join.ready(title === '' ? words.untitled : title)
      store.toast(text, { action: { label: words.join.open, run: () => { navigate(`/d/${id}`) } } })
    }, () => { /* The list says why it failed. */ })
  }

  return (
    <Dialog heading={words.join.heading} onClose={close}>
      <form onSubmit={submit} class="stack">
        <label class="field">
          <span class="label">{words.join.label}</span>
          <input
            dir="ltr" ref={input} class="input mono" autocomplete="off" autocapitalize="off" spellcheck={false}
            aria-describedby="join-hint" aria-invalid={problem.value !== ''}
            value={store.joinCode.value} onInput={(event) => { store.joinCode.value = event.currentTarget.value; problem.value = '' }}
          />
          <span class="hint" id="join-hint">{words.join.hint}</span>
        </label>
        <p class="problem" role="alert">{problem.value}</p>
        <div class="actions">
          <Button onClick={close}>{words.cancel}</Button>
          <Button type="submit" kind="primary" disabled={busy.value}>{words.join.submit}</Button>
        </div>
      </form>
    </Dialog>
  )
}
