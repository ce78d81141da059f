import type { JSX } from 'preact'
import type { LanguageChoice } from '../language.ts'
import type { Store, Theme } from '../store.ts'
import { useLayoutEffect, useRef } from 'preact/hooks'
import { effect, useSignal } from '@preact/signals'
import { COLORS } from '../../../core/rpc/api.ts'
import { keepLanguageChoice, language, readLanguageChoice } from '../language.ts'
import { words } from '../words.ts'
import { LANGUAGES, pickLanguage } from '../words/languages.ts'
import { useStore } from '../store.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

const THEMES: readonly Theme[] = ['system', 'light', 'dark']

export function SettingsDialog (): JSX.Element {
  const store = useStore()
  const profile = store.profile.value
  const name = useSignal(profile?.name ?? '')
  const label = useSignal(profile?.label ?? '')
  const color = useSignal(profile?.color ?? '')
  const spoken = useSignal<LanguageChoice>(readLanguageChoice())
  const online = useSignal(store.hello.value?.online ?? true)
  const close = (): void => { store.dialog.value = null }
  const colors = color.value === '' || COLORS.includes(color.value) ? COLORS : [color.value, ...COLORS]

  const submit = (event: Event): void => {
    event.preventDefault()
    const wanted = { name: name.value.trim(), label: label.value.trim(), ...(color.value === '' ? {} : { color: color.value }) }
    store.api.setProfile(wanted).then((profile) => {
      store.profile.value = profile
      close()
      if (!speak(store, spoken.value)) store.toast(words.settings.saved)
    }, store.fail)
  }
  const switchNetwork = (offline: boolean): void => {
    online.value = !offline
    store.api.setOnline(!offline).then(() => {
      if (store.hello.value !== null) store.hello.value = { ...store.hello.value, online: !offline }
    }, (err: unknown) => {
      online.value = offline
      store.fail(err)
    })
  }

  const takeLinks = (): void => {
    try {
      navigator.registerProtocolHandler('web+sheaf', `${location.origin}/#/join/%s`)
    } catch (err) {
      store.fail(err)
    }
  }

  return (
    <Dialog heading={words.settings.heading} onClose={close}>
      <form onSubmit={submit} class="stack">
        <label class="field">
          <span class="label">{words.settings.name}</span>
          <input dir="auto" class="input" maxLength={80} autocomplete="name" value={name.value} onInput={(event) => { name.value = event.currentTarget.value }} />
        </label>
        <fieldset class="field">
          <legend class="label">{words.settings.color}</legend>
          <div class="swatches">
            {colors.map((value, n) => (
              <Swatch key={value} value={value} label={words.settings.colorName(n + 1)} checked={color.value === value} onPick={() => { color.value = value }} />
            ))}
          </div>
        </fieldset>
        <label class="field">
          <span class="label">{words.settings.device}</span>
          <input dir="auto" class="input" maxLength={80} aria-describedby="device-hint" value={label.value} onInput={(event) => { label.value = event.currentTarget.value }} />
          <span class="hint" id="device-hint">{words.settings.deviceHint}</span>
        </label>
        <fieldset class="field">
          <legend class="label">{words.settings.theme}</legend>
          <div class="segments">
            {THEMES.map((theme) => (
              <label key={theme} class="segment">
                <input type="radio" name="theme" checked={store.theme.value === theme} onChange={() => { store.setTheme(theme) }} />
                <span>{words.settings.themes[theme]}</span>
              </label>
            ))}
          </div>
        </fieldset>
        <label class="field">
          <span class="label">{words.settings.language}</span>
          <select
            class="input" value={spoken.value} data-testid="language"
            onChange={(event) => { spoken.value = event.currentTarget.value as LanguageChoice }}
          >
            <option value="system">{words.settings.languageSystem}</option>
            {Object.entries(LANGUAGES).map(([code, name]) => <option key={code} value={code} lang={code}>{name}</option>)}
          </select>
        </label>
        <label class="switch">
          <input
            type="checkbox" role="switch" checked={store.announce.value} aria-describedby="announce-hint" data-testid="announce"
            onChange={(event) => { store.setAnnounce(event.currentTarget.checked) }}
          />
          <span class="label">{words.settings.announce}</span>
          <span class="hint" id="announce-hint">{words.settings.announceHint}</span>
        </label>
        <label class="switch">
          <input
            type="checkbox" role="switch" checked={!online.value} aria-describedby="offline-hint"
            onChange={(event) => { switchNetwork(event.currentTarget.checked) }}
          />
          <span class="label">{words.settings.offline}</span>
          <span class="hint" id="offline-hint">{words.settings.offlineHint}</span>
        </label>
        {'registerProtocolHandler' in navigator && (
          <div class="field">
            <Button onClick={takeLinks} aria-describedby="links-hint">{words.settings.links}</Button>
            <span class="hint" id="links-hint">{words.settings.linksHint}</span>
          </div>
        )}
        <div class="actions">
          {store.hello.value !== null && <span class="hint version">{words.settings.version(store.hello.value.version)}</span>}
          <Button onClick={close}>{words.cancel}</Button>
          <Button type="submit" kind="primary">{words.save}</Button>
        </div>
      </form>
    </Dialog>
  )
}

/** Keeps the choice, and loads the window anew once nothing would be lost by it. True: something changes. */
function speak (store: Store, choice: LanguageChoice): boolean {
  keepLanguageChoice(choice)
  if ((choice === 'system' ? pickLanguage(navigator.languages) : choice) === language) return false
  if (store.unsaved.value > 0) store.toast(words.settings.languageLater)
  const stop = effect(() => {
    if (store.unsaved.value > 0) return
    // Not from within the effect: the first run has no `stop` yet.
    setTimeout(() => {
      if (store.unsaved.peek() > 0) return
      stop()
      location.reload()
    }, 0)
  })
  return true
}

interface SwatchProps { value: string, label: string, checked: boolean, onPick: () => void }

function Swatch ({ value, label, checked, onPick }: SwatchProps): JSX.Element {
  const ref = useRef<HTMLLabelElement>(null)
  useLayoutEffect(() => { ref.current?.style.setProperty('--person', value) }, [value])
  return (
    <label class="swatch" ref={ref} title={label}>
      <input type="radio" name="color" aria-label={label} checked={checked} onChange={onPick} />
    </label>
  )
}
