/** Child processes for stories: their lines, and their end. Node only. */
import { spawn, type ChildProcess } from 'node:child_process'
import { fileURLToPath } from 'node:url'

export class Child {
  readonly lines: string[] = []
  readonly exit: Promise<void>
  readonly #process: ChildProcess
  #waiting: (() => void)[] = []

  constructor (script: string, args: string[]) {
    this.#process = spawn(process.execPath, ['--import', 'tsx', fileURLToPath(new URL('../core/' + script, import.meta.url)), ...args], { stdio: ['ignore', 'pipe', 'pipe'] })
    let rest = ''
    this.#process.stdout?.on('data', (data: Buffer) => {
      const parts = (rest + data.toString()).split('\n')
      rest = parts.pop() ?? ''
      this.lines.push(...parts)
      this.#wake()
    })
    this.#process.stderr?.on('data', (data: Buffer) => { this.errors += data.toString() })
    this.exit = new Promise((resolve) => { this.#process.once('close', () => { this.ended = true; this.#wake(); resolve() }) })
  }

  errors = ''
  ended = false

  /** The first line that starts so. Throws when the process ends without it. */
  async line (start: string): Promise<string> {
    for (;;) {
      const found = this.lines.find((line) => line.startsWith(start))
      if (found !== undefined) return found
      if (this.ended) throw new Error(`the child ended without "${start}": ${this.lines.at(-1) ?? ''} ${this.errors}`)
      await new Promise<void>((resolve) => { this.#waiting.push(resolve) })
    }
  }

  /** As a power button would. Resolves once it is gone and all that it said is in `lines`. */
  async kill (): Promise<void> {
    this.#process.kill('SIGKILL')
    await this.exit
  }

  #wake (): void { for (const fn of this.#waiting.splice(0)) fn() }
}
