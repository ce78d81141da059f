import type { JSX } from 'preact'
import { useSignal } from '@preact/signals'
import { words } from '../words.ts'
import { useStore } from '../store.ts'
import { Button } from './button.tsx'

/** The first run: asks for a name without standing in the way. */
export function NamePrompt (): JSX.Element | null {
  const store = useStore()
  const name = useSignal('')
  const profile = store.profile.value
  if (profile === null || profile.name !== '' || store.namePromptClosed.value) return null

  const submit = (event: Event): void => {
    event.preventDefault()
    const wanted = name.value.trim()
    if (wanted === '') return
    store.api.setProfile({ name: wanted }).then((profile) => { store.profile.value = profile }, store.fail)
  }

  return (
    <section class="name-prompt" aria-labelledby="name-prompt">
      <h2 id="name-prompt">{words.firstRun.heading}</h2>
      <p>{words.firstRun.text}</p>
      <form onSubmit={submit} class="field-row">
        <input
          dir="auto" class="input" aria-label={words.firstRun.label} placeholder={words.firstRun.label} maxLength={80}
          autocomplete="name" value={name.value} onInput={(event) => { name.value = event.currentTarget.value }}
        />
        <Button type="submit" kind="primary">{words.save}</Button>
        <Button onClick={() => { store.namePromptClosed.value = true }}>{words.firstRun.later}</Button>
      </form>
    </section>
  )
}
