/** The page's end of the worker that colours code. It starts with the first code that is seen. */

const WORKER = '/highlight.worker.js'

let worker: Worker | null = null
let broken = false
let last = 0
const waiting = new Map<number, (tokens: Uint32Array) => void>()

/** Null when there is nobody to ask, or the worker fails: code is plain then. */
export function askForTokens (language: string, text: string): Promise<Uint32Array | null> {
  if (broken) return Promise.resolve(null)
  worker ??= start()
  const job = ++last
  return new Promise((resolve) => {
    waiting.set(job, resolve)
    worker?.postMessage({ job, language, text }, [])
  })
}

function start (): Worker {
  const made = new Worker(WORKER, { type: 'module' })
  made.addEventListener('message', ({ data }: MessageEvent<{ job: number, tokens: Uint32Array }>) => {
    waiting.get(data.job)?.(data.tokens)
    waiting.delete(data.job)
  })
  made.addEventListener('error', () => {
    broken = true
    made.terminate()
    for (const resolve of waiting.values()) resolve(new Uint32Array(0))
    waiting.clear()
  })
  return made
}
