/** Who this device is: a person's key, made from a recovery phrase, and a device key that it attests. */
import b4a from 'b4a'
import { hash, keyPair, type KeyPair } from 'hypercore-crypto'
import IdentityKey from 'keet-identity-key'
import { COLORS } from '../rpc/api.ts'
import type { ProfileRecord, Registry } from './registry.ts'

export interface Identity { member: Uint8Array, device: KeyPair, chain: Uint8Array }

/** Makes the profile at the first start. `name` and `label` are only used then; '' for not said yet. */
export async function loadProfile (registry: Registry, name: string, label: string): Promise<ProfileRecord> {
  const known = await registry.profile()
  if (known !== null) return known
  const mnemonic = IdentityKey.generateMnemonic()
  const root = await IdentityKey.from({ mnemonic })
  const device = keyPair()
  const chain = await root.bootstrap(device.publicKey)
  root.clear()
  const profile = {
    mnemonic,
    publicKey: hex(device.publicKey),
    secretKey: hex(device.secretKey),
    chain: hex(chain),
    name,
    color: colorOf(device.publicKey),
    label
  }
  await registry.putProfile(profile)
  return profile
}

export function identityOf (profile: ProfileRecord): Identity {
  const chain = b4a.from(profile.chain, 'hex')
  const info = IdentityKey.verify(chain, null)
  if (info === null) throw new Error('the stored identity does not verify')
  return { member: info.identityPublicKey, device: { publicKey: b4a.from(profile.publicKey, 'hex'), secretKey: b4a.from(profile.secretKey, 'hex') }, chain }
}

function hex (data: Uint8Array): string {
  return b4a.toString(data, 'hex')
}

/** People change theirs in the settings. */
function colorOf (key: Uint8Array): string {
  return COLORS[(hash(key)[0] ?? 0) % COLORS.length] ?? '#1f5fa8'
}
