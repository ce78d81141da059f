/** `sheaf`: the process around the command line. */
import { createEngine } from '../engine.ts'
import { findPear } from '../pear.ts'
import { runCli } from './cli.ts'

/** Whatever still hangs then is not worth waiting for; what was shown as saved is on disk. */
const GRACE = 4500
const interrupt = new AbortController()

for (const name of ['SIGINT', 'SIGTERM'] as const) {
  process.on(name, () => {
    // The second Ctrl-C means it.
    if (interrupt.signal.aborted) process.exit(1)
    interrupt.abort()
    setTimeout(() => { process.exit(1) }, GRACE).unref()
  })
}
// `sheaf list | head` closes the pipe early; that is no fault.
process.stdout.on('error', () => {})
process.stderr.on('error', () => {})

let finish = (): void => {}
const finished = new Promise<void>((resolve) => { finish = resolve })
const pear = findPear()
pear?.onTeardown(() => {
  interrupt.abort()
  return finished
})
pear?.onUpdate(() => { process.stderr.write('A newer Sheaf is ready; it runs from the next start on.\n') })

const code = await runCli({
  argv: process.argv.slice(2),
  io: {
    stdin: process.stdin,
    out: (data) => { process.stdout.write(data) },
    err: (text) => { process.stderr.write(text) }
  },
  signal: interrupt.signal,
  createEngine
})
finish()
process.exitCode = code
// Sockets of the network stack may hold the process a little longer than anyone wants to wait.
setTimeout(() => { process.exit(code) }, 1000).unref()
