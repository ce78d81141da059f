/** The view as it lies on disk. Indexers sign its bytes, so what makes them is part of the format. */
import test, { type Assert } from 'brittle'
import { hash } from 'hypercore-crypto'
import { range, updateKey } from '../../../core/format/rows.ts'
import { VIEW_V1 } from '../../golden/view-v1.ts'
import { hex, key, unhex } from '../../helpers/hex.ts'
import { Ledger } from './ledger.ts'

/** The document has key 21, and so its creator's writer; a second device is writer 22. */
const ADA = key(21)
const SECOND = key(22)

async function golden (t: Assert): Promise<Ledger> {
  const ledger = await Ledger.create(t, ADA)
  for (const [writer, block] of VIEW_V1.blocks) await ledger.add(key(writer), unhex(block))
  return ledger
}

test('view - a golden log makes the golden rows, in a golden tree', async (t) => {
  const ledger = await golden(t)
  t.alike(await ledger.rows(), VIEW_V1.rows)
  t.alike(ledger.asked, VIEW_V1.asked, 'and asks the base for the same writers')
  const { core } = ledger.bee
  t.alike([core.length, hex(await core.treeHash(core.length))], [VIEW_V1.length, VIEW_V1.tree], 'a new Hyperbee that writes other blocks needs a raise')
})

test('view - a block that is passed on twice changes nothing', async (t) => {
  const ledger = await golden(t)
  const lengths = new Map<number, number>()
  for (const [writer, block] of VIEW_V1.blocks) {
    const length = (lengths.get(writer) ?? 0) + 1
    lengths.set(writer, length)
    await ledger.again(key(writer), length, unhex(block))
  }
  t.alike(await ledger.rows(), VIEW_V1.rows)
  t.alike(ledger.asked, VIEW_V1.asked, 'nor is the base asked twice')
})

test('view - the digest is the sum of the exceptions', async (t) => {
  const ledger = await golden(t)
  let sum = 0n
  let count = 0
  for await (const { key: at, value } of ledger.bee.createReadStream(range('exception'))) {
    count++
    sum += BigInt('0x' + hex(hash([at, value])))
  }
  const digest = await ledger.view.digest()
  t.is(digest.count, count)
  t.is(hex(digest.digest), (sum % 2n ** 256n).toString(16).padStart(64, '0'))
})

test('view - updates of a writer are read from a length on, in order', async (t) => {
  const ledger = await golden(t)
  const found = []
  for await (const { at, row } of ledger.view.updates(ADA, 3)) found.push(`${at.length}.${at.index} ${row.verdict}`)
  t.alike(found, ['4.0 ok'])
  t.is((await ledger.view.update({ writer: SECOND, length: 1, index: 0 }))?.rule, 'adopted')
  t.is(await ledger.bee.get(updateKey('update', { writer: SECOND, length: 9, index: 0 })), null)
})
