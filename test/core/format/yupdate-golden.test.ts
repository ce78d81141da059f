// The golden file pins format version 1 and is never regenerated: what differs from it is a new format version.
import test from 'brittle'
import golden from '../../golden/yupdate-v1.json' with { type: 'json' }
import { mergeOwn, needs, neuter, parseUpdate, splitSize } from '../../../core/format/yupdate.ts'
import { hex, unhex } from './yupdate-world.ts'

void test('yupdate golden - what is accepted, and what it becomes when its author is rejected', (t) => {
  for (const { name, update, structs, deletes, needs: needed, neutered } of golden.accepted) {
    const bytes = unhex(update)
    const result = parseUpdate(bytes)
    if (!result.ok) throw new Error(`${name}: ${result.reason}`)
    const lines = result.update.clients.map((part) => `${part.client}: ${part.structs.map((struct) => `${struct.kind}@${struct.clock}+${struct.length}`).join(' ')}`)
    t.alike(lines, structs, name)
    t.alike(result.update.deletes.map((range) => `${range.client}: ${range.clock}+${range.length}`), deletes, `${name}: deletes`)
    t.alike([...needs(result.update)], needed, `${name}: needs`)
    t.is(hex(neuter(bytes, result.update)), neutered, `${name}: neutered`)
  }
})

void test('yupdate golden - what is rejected', (t) => {
  for (const { update, reason } of golden.rejected) {
    const result = parseUpdate(unhex(update))
    t.is(result.ok ? 'accepted' : result.reason, reason, update)
  }
})

void test('yupdate golden - joined and taken apart', (t) => {
  for (const { parts, merged } of golden.merged) t.is(hex(mergeOwn(parts.map(unhex))), merged)
  for (const { update, maxBytes, pieces } of golden.split) t.alike(splitSize(unhex(update), maxBytes).map(hex), pieces)
})
