import test from 'brittle'
import { decode, encode, type Codec } from '../../../core/format/codec.ts'
import {
  adoptedKey, clientRow, deviceRow, digestRow, exceptionRow, groupRow, headRow, heldKey, inviteRow, keptRow, memberRow, metaRow, number, range,
  readAdoptedKey, readHeldKey, readUpdateKey, rowKey, RULE_NAMES, updateKey, updateRow, VERDICTS
} from '../../../core/format/rows.ts'
import { ROLES } from '../../../core/rpc/api.ts'
import { ROW_KEYS_V1, ROWS_V1 } from '../../golden/rows-v1.ts'
import { CLIENT, PLACE, ROW_VALUES } from '../../golden/values-v1.ts'
import { hex, key, plain, unhex } from '../../helpers/hex.ts'
import { random } from '../../helpers/random.ts'

const CODECS = {
  meta: metaRow, member: memberRow, device: deviceRow, client: clientRow, update: updateRow, exception: exceptionRow,
  digest: digestRow, head: headRow, invite: inviteRow, group: groupRow, kept: keptRow
} as const
type Row = keyof typeof CODECS

test('rows - golden rows decode to their values, and values encode to the golden bytes', (t) => {
  for (const name of Object.keys(CODECS) as Row[]) {
    const codec = CODECS[name] as unknown as Codec<unknown>
    t.alike(plain(decode(codec, unhex(ROWS_V1[name]))), plain(ROW_VALUES[name]), name)
    t.is(hex(encode(codec, ROW_VALUES[name])), ROWS_V1[name], name)
    t.is(decode(codec, unhex(ROWS_V1[name]).subarray(0, -1)), null, name + ' cut short')
  }
})

test('rows - golden keys', (t) => {
  const writer = key(2)
  t.alike({
    meta: hex(rowKey('meta')),
    member: hex(rowKey('member', key(1))),
    device: hex(rowKey('device', writer)),
    client: hex(rowKey('client', number(CLIENT))),
    update: hex(updateKey('update', PLACE)),
    exception: hex(updateKey('exception', PLACE)),
    digest: hex(rowKey('digest')),
    head: hex(rowKey('head', writer)),
    held: hex(heldKey(CLIENT, 65_537, PLACE)),
    invite: hex(rowKey('invite', key(11))),
    comment: hex(rowKey('comment', writer)),
    version: hex(rowKey('version', writer)),
    snapshot: hex(rowKey('snapshot', writer)),
    kept: hex(rowKey('kept', Uint8Array.of(64), writer)),
    group: hex(rowKey('group')),
    adopted: hex(adoptedKey({ writer: key(5), length: 7, index: 0 }, PLACE))
  }, ROW_KEYS_V1)
  t.alike(plain(readUpdateKey(unhex(ROW_KEYS_V1.update))), plain(PLACE))
  t.alike(plain(readAdoptedKey(unhex(ROW_KEYS_V1.adopted))), plain(PLACE))
  t.alike(plain(readHeldKey(unhex(ROW_KEYS_V1.held))), plain({ ...PLACE, client: CLIENT, clock: 65_537 }))
})

test('rows - names are stored by place, so their order is part of the format', (t) => {
  t.alike(ROLES, ['owner', 'editor', 'commenter', 'reader'])
  t.alike(VERDICTS, ['ok', 'held', 'aside', 'neutered', 'ignored'])
  t.alike(RULE_NAMES.slice(0, 29), [
    'accepted', 'well-formed', 'known-device', 'own-client', 'client-bound', 'clock-contiguous', 'known-dependencies',
    'held-cap', 'may-write', 'not-removed', 'within-cut', 'owner-only', 'last-owner', 'may-invite', 'may-admit',
    'invite-open', 'invite-proof', 'attested', 'genesis', 'self-only', 'known-member', 'dropped', 'adopted',
    'own-ground', 'member-cap', 'device-cap', 'invite-cap', 'blocks-in-view', 'has-written'
  ])
})

test('rows - keys sort as their numbers do', (t) => {
  const rng = random(20261201)
  const numbers = Array.from({ length: 400 }, () => Math.floor(2 ** (rng.int(5300) / 100)))
  const sorted = numbers.toSorted((a, b) => a - b).map((value) => hex(number(value)))
  t.alike(numbers.map((value) => hex(number(value))).toSorted(), sorted)
  t.is(hex(number(Number.MAX_SAFE_INTEGER)), '001fffffffffffff')
})

test('rows - a range holds what begins alike and nothing else', (t) => {
  for (const writer of [key(0), key(2), key(254), key(255)]) {
    const { gte, lt } = range('update', writer)
    const inside = [updateKey('update', { writer, length: 0, index: 0 }), updateKey('update', { writer, length: Number.MAX_SAFE_INTEGER, index: 1023 })]
    for (const place of inside) t.ok(hex(place) >= hex(gte) && hex(place) < hex(lt), hex(writer).slice(0, 2))
    t.absent(hex(rowKey('exception', key(0))) < hex(lt), 'the next space is outside')
  }
})
