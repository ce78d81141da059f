/**
 * A Sheaf that puts a file in, run as a process of its own: to be killed, or to be weighed. Says on stdout what is done.
 *
 * node … blob-child.ts <folder> put <bytes>     "ready", then "ref <document> <ref>" once it is on disk, and again, until killed
 */
import { Engine } from '../../core/index.ts'
import { random } from '../helpers/random.ts'

const [folder = '', , bytes = '0'] = process.argv.slice(2)

async function * file (size: number): AsyncGenerator<Uint8Array> {
  const piece = random(1).bytes(50_000)
  for (let left = size; left > 0; left -= piece.byteLength) yield piece.subarray(0, Math.min(left, piece.byteLength))
}

const engine = new Engine(folder, { name: 'child', offline: true })
await engine.ready()
const [info] = await engine.documents()
const document = info === undefined ? await engine.create({ title: 'Files' }) : await engine.open(info.id)
process.stdout.write('ready\n')
for (;;) {
  const { ref } = await document.putBlob(file(Number(bytes)))
  process.stdout.write(`ref ${document.id} ${ref}\n`)
}
