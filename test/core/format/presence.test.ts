import test from 'brittle'
import { decodeMessage, encodeMessage, MAX_WINDOWS, type Message } from '../../../core/format/presence.ts'
import { MESSAGES_V1 } from '../../golden/presence-v1.ts'
import { MESSAGE_VALUES } from '../../golden/values-v1.ts'
import { hex, plain, unhex } from '../../helpers/hex.ts'
import { join, mutate, random } from '../../helpers/random.ts'

const SEED = 20261203

test('presence - golden messages decode and encode', (t) => {
  t.alike(MESSAGE_VALUES.map(({ type }) => type).toSorted(), Object.keys(MESSAGES_V1).toSorted())
  for (const message of MESSAGE_VALUES) {
    const golden = MESSAGES_V1[message.type]
    t.alike(plain(decodeMessage(unhex(golden))), plain(message), message.type)
    t.is(hex(encodeMessage(message)), golden, message.type)
    t.alike(plain(decodeMessage(join(unhex(golden), unhex('00ff')))), plain(message), 'grown at its end')
    for (let end = 0; end < golden.length / 2; end++) if (decodeMessage(unhex(golden).subarray(0, end)) !== null) t.fail(`${message.type} from ${end} bytes`)
  }
})

test('presence - what no app sends is dropped', (t) => {
  t.is(decodeMessage(unhex('09')), null, 'a type from the future')
  t.is(decodeMessage(new Uint8Array(2 ** 20 + 1)), null, 'too large')
  const windows = (length: number, head = 0): Message => ({
    type: 'windows',
    body: { windows: Array.from({ length }, () => ({ client: 1, active: true, anchor: new Uint8Array(0), head: new Uint8Array(head) })) }
  })
  t.ok(decodeMessage(encodeMessage(windows(MAX_WINDOWS, 1024))))
  t.is(decodeMessage(encodeMessage(windows(MAX_WINDOWS + 1))), null)
  t.is(decodeMessage(encodeMessage(windows(1, 1025))), null, 'a cursor that is no cursor')
})

test('presence - no bytes make decoding throw', (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  for (let i = 0; i < 10_000; i++) {
    let data = rng.chance(20) ? rng.bytes(rng.int(100)) : unhex(rng.pick(Object.values(MESSAGES_V1)))
    for (let n = 1 + rng.int(3); n > 0; n--) data = mutate(rng, data)
    try {
      decodeMessage(data)
    } catch (error) {
      t.fail(`seed ${SEED}, ${hex(data)}: ${String(error)}`)
    }
  }
  t.pass()
})
