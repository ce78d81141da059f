import type { JSX } from 'preact'
import type { InviteInfo, Role } from '../../../core/rpc/api.ts'
import { useEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { toString as toQR } from 'qrcode'
import { words } from '../words.ts'
import { ago, exactly } from '../time.ts'
import { useStore } from '../store.ts'
import { joinLink } from '../join-code.ts'
import { Button } from '../parts/button.tsx'
import { Dialog } from '../parts/dialog.tsx'

const OFFERED: readonly Role[] = ['editor', 'reader', 'owner']
const HOUR = 3_600_000
const EXPIRY = { hour: HOUR, day: 24 * HOUR, week: 7 * 24 * HOUR, never: 0 } as const
const USES = [1, 5, 25, 0] as const
type Expiry = keyof typeof EXPIRY

/** While the sheet is open, invites are looked at this often: someone may be using one right now. */
const REFRESH = 3000

interface ShareProps { id: string, role: Role | null, onClose: () => void }

export function ShareDialog ({ id, role: own, onClose }: ShareProps): JSX.Element {
  const store = useStore()
  const role = useSignal<Role>('editor')
  const expiry = useSignal<Expiry>('week')
  const uses = useSignal<number>(1)
  const made = useSignal<InviteInfo | null>(null)
  const invites = useSignal<InviteInfo[] | null>(null)
  const busy = useSignal(false)
  const connected = store.connection.value === 'connected'
  const mayInvite = own === 'owner' || own === 'editor'

  const refresh = (): void => { store.api.invites(id).then((list) => { invites.value = list }, () => {}) }

  useEffect(() => {
    if (!connected || !mayInvite) return undefined
    // This device now looks for newcomers every few seconds rather than minutes.
    store.api.sharing(id, true).catch(() => {})
    refresh()
    const timer = setInterval(refresh, REFRESH)
    return () => {
      clearInterval(timer)
      store.api.sharing(id, false).catch(() => {})
    }
  }, [id, connected, mayInvite])

  const make = (event: Event): void => {
    event.preventDefault()
    busy.value = true
    const expires = expiry.value === 'never' ? 0 : Date.now() + EXPIRY[expiry.value]
    store.api.invite(id, { role: role.value, expires, uses: uses.value }).then((invite) => {
      made.value = invite
      refresh()
    }, store.fail).finally(() => { busy.value = false })
  }
  const revoke = (invite: InviteInfo): void => {
    store.api.revoke(id, invite.id).then(() => {
      if (made.value?.id === invite.id) made.value = null
      refresh()
    }, store.fail)
  }

  if (!mayInvite) {
    return <Dialog heading={words.share.heading} onClose={onClose}><p>{words.share.mayNot}</p></Dialog>
  }
  return (
    <Dialog heading={words.share.heading} onClose={onClose} wide>
      <p class="lead">{words.share.intro}</p>
      <form onSubmit={make} class="share-form">
        <label class="field">
          <span class="label">{words.share.role}</span>
          <select class="input" value={role.value} aria-describedby="role-hint" onChange={(event) => { role.value = event.currentTarget.value as Role }}>
            {OFFERED.filter((role) => role !== 'owner' || own === 'owner').map((role) => <option key={role} value={role}>{words.roles[role]}</option>)}
          </select>
        </label>
        <label class="field">
          <span class="label">{words.share.expires}</span>
          <select class="input" value={expiry.value} onChange={(event) => { expiry.value = event.currentTarget.value as Expiry }}>
            {(Object.keys(EXPIRY) as Expiry[]).map((key) => <option key={key} value={key}>{words.share.expiry[key]}</option>)}
          </select>
        </label>
        <label class="field">
          <span class="label">{words.share.uses}</span>
          <select class="input" value={uses.value} onChange={(event) => { uses.value = Number(event.currentTarget.value) }}>
            {USES.map((n) => <option key={n} value={n}>{n === 0 ? words.share.usesUnlimited : String(n)}</option>)}
          </select>
        </label>
        <p class="hint" id="role-hint">{words.roleHelp[role.value]}</p>
        <Button type="submit" kind="primary" disabled={busy.value}>{words.share.make}</Button>
      </form>
      {made.value?.code != null && <Made code={made.value.code} />}
      <section class="invites" aria-labelledby="invites-title">
        <h3 id="invites-title">{words.share.list}</h3>
        {invites.value?.length === 0 && <p class="hint">{words.share.none}</p>}
        <ul>
          {invites.value?.map((invite) => (
            <li key={invite.id} class={`invite ${invite.state}`} data-testid="invite-row">
              <div class="invite-words">
                <p>
                  <strong>{words.roles[invite.role]}</strong>
                  <span class={`badge ${invite.state}`}>{words.share.states[invite.state]}</span>
                </p>
                <p class="hint">{inviteWords(invite)}</p>
              </div>
              {invite.state === 'open' && invite.code !== null && (
                <Button onClick={() => { made.value = invite }}>{words.share.show}</Button>
              )}
              {invite.state === 'open' && (
                <Button kind="danger" aria-label={words.share.revokeOf(words.roles[invite.role])} onClick={() => { revoke(invite) }}>{words.share.revoke}</Button>
              )}
            </li>
          ))}
        </ul>
      </section>
    </Dialog>
  )
}

function inviteWords (invite: InviteInfo): string {
  const parts = [words.share.used(invite.used, invite.uses)]
  if (invite.expires === 0) parts.push(words.share.never)
  else if (invite.expires < Date.now()) parts.push(words.share.expiredAt(ago(invite.expires)))
  else parts.push(words.share.expiresIn(exactly(invite.expires)))
  if (invite.code === null && invite.createdBy !== '') parts.push(words.share.elsewhere(invite.createdBy))
  return parts.join(' · ')
}

/** A fresh code, with every way to hand it on. */
function Made ({ code }: { code: string }): JSX.Element {
  const store = useStore()
  const field = useRef<HTMLInputElement>(null)
  const picture = useSignal('')

  useEffect(() => {
    toQR(joinLink(code), { type: 'svg', margin: 2, errorCorrectionLevel: 'L' }).then((svg) => {
      picture.value = `data:image/svg+xml;charset=utf-8,${encodeURIComponent(svg)}`
    }, () => {})
    field.current?.focus()
    // Backwards, so that the beginning of a long code stays in sight.
    field.current?.setSelectionRange(0, code.length, 'backward')
  }, [code])

  const copy = (text: string, said: string): void => {
    navigator.clipboard.writeText(text).then(() => { store.toast(said) }, () => {
      field.current?.select()
      store.toast(words.share.copyFailed, { kind: 'error' })
    })
  }
  return (
    <section class="made" aria-label={words.share.code}>
      <div class="made-words">
        <label class="field">
          <span class="label">{words.share.code}</span>
          <input ref={field} class="input mono" dir="ltr" readOnly value={code} data-testid="invite-code" />
        </label>
        <div class="made-actions">
          <Button icon="copy" kind="primary" onClick={() => { copy(code, words.share.codeCopied) }}>{words.share.copyCode}</Button>
          <Button icon="link" onClick={() => { copy(joinLink(code), words.share.linkCopied) }}>{words.share.copyLink}</Button>
        </div>
        <p class="secret"><strong>{words.share.secret}</strong> {words.share.keepOpen}</p>
      </div>
      {picture.value !== '' && <img class="qr" src={picture.value} alt={words.share.qr} width={168} height={168} />}
    </section>
  )
}
