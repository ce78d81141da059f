import { readFile } from 'node:fs/promises'

/** Of the app, as package.json has it. */
export async function appVersion (): Promise<string> {
  const text = await readFile(new URL('../../package.json', import.meta.url), 'utf8')
  return (JSON.parse(text) as { version: string }).version
}
