/** A process of its own for one side of a benchmark, driven over Node's IPC. */
import { fork, type ChildProcess } from 'node:child_process'
import path from 'node:path'
import type { Call } from './job.ts'

export class Job {
  readonly #child: ChildProcess
  readonly #waiting = new Map<number, { resolve: (value: never) => void, reject: (error: Error) => void }>()
  #id = 0

  private constructor (child: ChildProcess) {
    this.#child = child
    child.on('message', ({ id, result, error }: { id: number, result: never, error?: string }) => {
      const waiting = this.#waiting.get(id)
      this.#waiting.delete(id)
      if (error === undefined) waiting?.resolve(result)
      else waiting?.reject(new Error(error))
    })
  }

  static start (): Promise<Job> {
    const child = fork(path.join(import.meta.dirname, 'job.ts'), { execArgv: ['--import', 'tsx'] })
    return new Promise((resolve) => { child.once('message', () => { resolve(new Job(child)) }) })
  }

  call<T> (call: Call): Promise<T> {
    const id = ++this.#id
    return new Promise<T>((resolve, reject) => {
      this.#waiting.set(id, { resolve, reject })
      this.#child.send({ id, call })
    })
  }

  async stop (): Promise<void> {
    await this.call({ call: 'close' })
    this.#child.kill('SIGKILL')
  }
}
