import test from 'brittle'
import { hash } from 'hypercore-crypto'
import * as z32 from 'z32'
import { SheafError } from '../../../core/errors.ts'
import { decode, encode } from '../../../core/format/codec.ts'
import { decodeCode, encodeCode, grantData, requestData } from '../../../core/format/invite.ts'
import { CODE_V1, GRANT_V1, REQUEST_V1 } from '../../golden/invite-v1.ts'
import { CODE_VALUE, GRANT_VALUE, REQUEST_VALUE } from '../../golden/values-v1.ts'
import { hex, plain, unhex } from '../../helpers/hex.ts'
import { join, random } from '../../helpers/random.ts'

const SEED = 20261202
const LETTERS = 'ybndrfg8ejkmcpqxot1uwisza345h769'.split('')

/** A code with any payload and a right checksum. */
function coded (payload: Uint8Array): string {
  return z32.encode(join(payload, hash(payload).subarray(0, 4)))
}

function fault (input: string): string {
  try {
    decodeCode(input)
    return 'none'
  } catch (error) {
    return error instanceof SheafError ? error.code : String(error)
  }
}

test('invite - golden code, request and grant', (t) => {
  t.is(encodeCode(CODE_VALUE), CODE_V1)
  t.alike(plain(decodeCode(CODE_V1)), plain(CODE_VALUE))
  t.alike(plain(decode(requestData, unhex(REQUEST_V1))), plain(REQUEST_VALUE))
  t.is(hex(encode(requestData, REQUEST_VALUE)), REQUEST_V1)
  t.alike(decode(grantData, unhex(GRANT_V1)), GRANT_VALUE)
  t.is(hex(encode(grantData, GRANT_VALUE)), GRANT_V1)
})

test('invite - a code may come as a link, in capitals, in groups or over several lines', (t) => {
  const groups = CODE_V1.match(/.{1,5}/g) ?? []
  for (const input of [`https://example.org/join#/${CODE_V1}`, `sheaf:${CODE_V1}`, CODE_V1.toUpperCase(), groups.join('-'), groups.join(' '), ` ${groups.join('\n')}\n`]) {
    t.alike(plain(decodeCode(input)), plain(CODE_VALUE), JSON.stringify(input.slice(0, 12)))
  }
})

test('invite - a typing error is noticed', (t) => {
  const rng = random(SEED)
  for (let i = 0; i < 300; i++) {
    const at = rng.int(CODE_V1.length - 1) // the last letter carries padding as well
    const letter = rng.pick(LETTERS.filter((other) => other !== CODE_V1[at]))
    const found = fault(CODE_V1.slice(0, at) + letter + CODE_V1.slice(at + 1))
    if (found !== 'INVITE_WRONG') t.fail(`letter ${at} as ${letter}: ${found}`)
  }
  for (const wrong of ['', ' ', CODE_V1.slice(0, -2), CODE_V1.slice(1), CODE_V1 + 'y', 'hello', '/', 'y'.repeat(5000), '💥'.repeat(20)]) t.is(fault(wrong), 'INVITE_WRONG')
})

test('invite - a code of a later version says so', (t) => {
  const payload = unhex('0101020a0b')
  t.alike(plain(decodeCode(coded(payload))), { role: 'editor', invite: '0a0b' })
  t.alike(plain(decodeCode(coded(join(payload, unhex('ffff'))))), { role: 'editor', invite: '0a0b' }, 'grown at its end')
  t.is(fault(coded(unhex('0201020a0b'))), 'TOO_NEW')
  t.is(fault(coded(unhex('0209ffff'))), 'TOO_NEW', 'whatever else has changed')
  t.is(fault(coded(unhex('0001020a0b'))), 'INVITE_WRONG')
  t.is(fault(coded(unhex('0104020a0b'))), 'INVITE_WRONG', 'a role that does not exist')
})

test('invite - no input makes decoding fail in another way', (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  for (let i = 0; i < 5000; i++) {
    const input = rng.chance(50)
      ? coded(rng.bytes(rng.int(80)))
      : Array.from({ length: rng.int(120) }, () => rng.chance(90) ? rng.pick(LETTERS) : String.fromCodePoint(rng.int(0xd800))).join('')
    const found = fault(input)
    if (!['none', 'INVITE_WRONG', 'TOO_NEW'].includes(found)) t.fail(`${JSON.stringify(input)}: ${found}`)
    decode(requestData, rng.bytes(rng.int(300)))
  }
  t.pass()
})
