import type { JSX } from 'preact'
import type { MemberInfo } from '../../../core/rpc/api.ts'
import { useEffect } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { words } from '../words.ts'
import { useStore } from '../store.ts'
import { Avatar } from '../parts/avatar.tsx'
import { Dialog } from '../parts/dialog.tsx'

export function PeopleDialog ({ id, onClose }: { id: string, onClose: () => void }): JSX.Element {
  const store = useStore()
  const members = useSignal<MemberInfo[] | null>(null)

  useEffect(() => {
    const refresh = (): void => { store.api.members(id).then((list) => { members.value = list }, store.fail) }
    refresh()
    return store.client.events.on('members', (changed) => { if (changed === id) refresh() })
  }, [id])

  return (
    <Dialog heading={words.people.heading} onClose={onClose}>
      {members.value === null && <p role="status">{words.loading}</p>}
      <ul class="people">
        {members.value?.map((member) => (
          <li key={member.id} class="person" data-testid="person-row">
            <Avatar name={member.name} color={member.color} dim={!member.online && !member.self} />
            <div class="person-words">
              <p>
                <strong>{member.name === '' ? words.sync.unnamed : member.name}</strong>
                {member.self && <span class="hint"> ({words.you})</span>}
              </p>
              <p class="hint">{deviceWords(member)}</p>
            </div>
            <span class="role">{words.roles[member.role]}</span>
          </li>
        ))}
      </ul>
    </Dialog>
  )
}

function deviceWords (member: MemberInfo): string {
  const state = member.online || member.self ? words.people.here : words.people.away
  const devices = member.devices.map((device, n) => {
    const label = device.label === '' ? `${words.people.device} ${n + 1}` : device.label
    return device.self ? `${label} (${words.people.thisDevice})` : label
  })
  const list = devices.length > 3 ? words.people.devices(devices.length) : devices.join(', ')
  return [state, list].filter((part) => part !== '').join(' · ')
}
