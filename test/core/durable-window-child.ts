/**
 * A Sheaf that dies at the worst moment: once its base has written the views, and before it notes what is in them.
 * node … durable-window-child.ts <folder> <text> killed|spared
 * writes lines into the only document, made if there is none; the spared one ends in order
 */
import { createRequire } from 'node:module'
import { Engine } from '../../core/index.ts'
import { write } from '../sim/world.ts'

const [folder = '', text = '', end] = process.argv.slice(2)
const engine = new Engine(folder, { name: 'ada', offline: true })
await engine.ready()
const [info] = await engine.documents()
const document = info === undefined ? await engine.create({ title: 'Kill me' }) : await engine.open(info.id)
write(document, 'saved ' + text)
await document.saved()
process.stdout.write('saved\n')

const LocalState = createRequire(import.meta.url)('autobase/lib/local-state.js') as { prototype: { tx: unknown, flush: () => Promise<void> } }
const flush = LocalState.prototype.flush
LocalState.prototype.flush = function (this: { tx: unknown }) {
  if (this.tx !== null && end === 'killed') process.kill(process.pid, 'SIGKILL')
  return flush.call(this as never)
}
write(document, 'unsaved ' + text)
await document.saved()
process.stdout.write('survived\n')
await engine.close()
