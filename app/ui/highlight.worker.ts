/** Beside the page: colours code while the page goes on. */
import { tokensOf } from '../editor/highlight/tokens.ts'

interface Job { job: number, language: string, text: string }
interface Scope { addEventListener (type: 'message', run: (event: MessageEvent<Job>) => void): void, postMessage (message: unknown, transfer: Transferable[]): void }

const scope = globalThis as unknown as Scope

scope.addEventListener('message', ({ data: { job, language, text } }) => {
  tokensOf(language, text).then((tokens) => {
    scope.postMessage({ job, tokens }, [tokens.buffer])
  }, () => {
    // Plain is better than nothing.
    scope.postMessage({ job, tokens: new Uint32Array(0) }, [])
  })
})
