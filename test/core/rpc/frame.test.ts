import test from 'brittle'
import * as encoding from 'lib0/encoding'
import { SheafError } from '../../../core/errors.ts'
import { MAX_FRAME_BYTES } from '../../../core/rpc/api.ts'
import { checkArgs, isMethod } from '../../../core/rpc/check.ts'
import { fileName } from '../../../core/rpc/filename.ts'
import { CALL, ERROR, EVENT, REPLY, decodeFrame, encodeFrame } from '../../../core/rpc/frame.ts'
import type { Frame } from '../../../core/rpc/frame.ts'
import { random } from './random.ts'

function raw (value: unknown): Uint8Array {
  const encoder = encoding.createEncoder()
  encoding.writeAny(encoder, value as Parameters<typeof encoding.writeAny>[1])
  return encoding.toUint8Array(encoder)
}

function refusal (fn: () => unknown): string {
  try {
    fn()
  } catch (error) {
    return error instanceof SheafError ? error.code : `crash: ${String(error)}`
  }
  return 'accepted'
}

test('frame - every kind comes back as it went', (t) => {
  const frames: Frame[] = [
    [CALL, 0, 'open', ['ab', new Uint8Array([1, 2, 3])]],
    [CALL, 0xffffffff, 'present', ['ab', 7, { anchor: new Uint8Array(1), head: new Uint8Array(0) }]],
    [REPLY, 3, null],
    [REPLY, 4, { list: [1, -1, 1.5, 2 ** 40, true, false, 'ü🙂'] }],
    [ERROR, 5, 'NOT_FOUND', 'There is no such document.'],
    [EVENT, 'saved', ['ab', 12]]
  ]
  for (const frame of frames) t.alike(decodeFrame(encodeFrame(frame)), frame)
})

test('frame - an optional field that is undefined is absent on the other side', (t) => {
  const frame = decodeFrame(encodeFrame([CALL, 1, 'create', [{ title: undefined, markdown: 'x' }]]))
  t.alike(Object.keys((frame[3] as [object])[0]), ['markdown'])
})

test('frame - bytes do not keep the frame alive', (t) => {
  const source = encodeFrame([EVENT, 'update', ['ab', new Uint8Array([9])]])
  const update = (decodeFrame(source)[2] as unknown[])[1] as Uint8Array
  t.is(update.buffer.byteLength, 1)
})

test('frame - malformed ones get BAD_INPUT', (t) => {
  const good = encodeFrame([CALL, 1, 'hello', [1]])
  let deep: unknown = []
  for (let i = 0; i < 100; i++) deep = [deep]
  const cases: Record<string, Uint8Array> = {
    empty: new Uint8Array(0),
    'cut short': good.subarray(0, -1),
    'trailing bytes': new Uint8Array([...good, 0]),
    'no list': raw('hello'),
    'empty list': raw([]),
    'unknown kind': raw([9, 1, 'hello', []]),
    'too few parts': raw([0, 1, 'hello']),
    'too many parts': raw([0, 1, 'hello', [], 1]),
    'negative id': raw([0, -1, 'hello', []]),
    'fractional id': raw([0, 1.5, 'hello', []]),
    'text id': raw([0, '1', 'hello', []]),
    'method no text': raw([0, 1, 5, []]),
    'endless method': raw([0, 1, 'x'.repeat(1000), []]),
    'args no list': raw([0, 1, 'hello', {}]),
    bigint: raw([0, 1, 'hello', [1n]]),
    'deep nesting': raw([0, 1, 'hello', [deep]]),
    'deep beyond the stack': new Uint8Array(1_000_000).map((_, i) => i % 2 === 0 ? 117 : 1),
    'a list that claims 2^40 values': new Uint8Array([117, 128, 128, 128, 128, 128, 32]),
    'a million nulls': new Uint8Array([117, 0xc0, 0x84, 0x3d, ...new Uint8Array(1_000_000).fill(126)]),
    'unknown value': new Uint8Array([117, 1, 5]),
    'broken text': new Uint8Array([119, 2, 0xff, 0xfe]),
    'too large': new Uint8Array(MAX_FRAME_BYTES + 1)
  }
  for (const key of ['__proto__', 'constructor', 'prototype']) {
    cases[key] = new Uint8Array([117, 1, 118, 1, key.length, ...new TextEncoder().encode(key), 126])
  }
  cases['twice the same field'] = new Uint8Array([117, 1, 118, 2, 1, 97, 126, 1, 97, 126])
  for (const [name, bytes] of Object.entries(cases)) t.is(refusal(() => decodeFrame(bytes)), 'BAD_INPUT', name)
})

test('frame - what is too large is not even sent', (t) => {
  t.is(refusal(() => encodeFrame([EVENT, 'update', ['ab', new Uint8Array(MAX_FRAME_BYTES)]])), 'TOO_LARGE')
})

test('frame - garbage and mutations are refused or decoded, never anything else', (t) => {
  const { seed, integer, bytes } = random()
  t.comment(`seed ${seed}`)
  const good = encodeFrame([CALL, 1, 'invite', ['abcd', { role: 'editor', uses: 3, label: 'x' }]])
  const codes = new Set<string>()
  for (let i = 0; i < 5000; i++) {
    const input = i % 2 === 0 ? bytes(integer(64)) : good.slice()
    if (i % 2 === 1) for (let j = 0; j <= integer(3); j++) input[integer(input.length)] = integer(256)
    codes.add(refusal(() => decodeFrame(input)))
  }
  t.alike([...codes].filter((code) => code !== 'accepted'), ['BAD_INPUT'])
})

test('arguments - a call that fits passes, unknown fields are dropped', (t) => {
  t.alike(checkArgs('invite', ['abcd', { role: 'reader', evil: 1 }]), ['abcd', { role: 'reader' }])
  t.alike(checkArgs('present', ['ab', 1, null]), ['ab', 1, null])
  t.alike(checkArgs('documents', []), [])
})

test('arguments - a call that does not fit gets BAD_INPUT', (t) => {
  const cases: [Parameters<typeof checkArgs>[0], unknown[]][] = [
    ['hello', []],
    ['hello', ['1']],
    ['documents', [1]],
    ['open', ['../../etc', new Uint8Array(0)]],
    ['open', ['', new Uint8Array(0)]],
    ['open', ['ab', 'text']],
    ['open', ['a'.repeat(10_000), new Uint8Array(0)]],
    ['push', ['ab', -1, new Uint8Array(1)]],
    ['push', ['ab', NaN, new Uint8Array(1)]],
    ['push', ['ab', 1, [1, 2]]],
    ['present', ['ab', 2 ** 53, null]],
    ['present', ['ab', 1, { anchor: new Uint8Array(5000), head: new Uint8Array(1) }]],
    ['present', ['ab', 1, {}]],
    ['setTitle', ['ab', 'x'.repeat(2000)]],
    ['invite', ['ab', { role: 'god' }]],
    ['invite', ['ab', { uses: -1 }]],
    ['invite', ['ab', { expires: Infinity }]],
    ['invite', ['ab', null]],
    ['invite', ['ab', []]],
    ['setProfile', [{ color: 'url(x)' }]],
    ['setOnline', ['yes']],
    ['export', ['ab', 'exe']]
  ]
  for (const [method, args] of cases) t.is(refusal(() => checkArgs(method, args)), 'BAD_INPUT', method)
  t.absent(isMethod('constructor'))
  t.absent(isMethod('__proto__'))
})

test('file name - fits every file system', (t) => {
  t.is(fileName('Minutes of May', 'markdown'), 'Minutes of May.md')
  t.is(fileName('../../etc/passwd', 'html'), 'etc passwd.html')
  t.is(fileName('a\u0000b\nc:d', 'markdown'), 'a b c d.md')
  t.is(fileName('  ', 'markdown'), 'Untitled.md')
  t.is(fileName('CON', 'markdown'), 'Untitled.md')
  t.is(fileName('🙂'.repeat(200), 'markdown'), `${'🙂'.repeat(80)}.md`)
})
