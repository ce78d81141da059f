/**
 * How a command finds the engine that runs on a folder: `<dir>/endpoint.json`, readable by its owner only.
 * The token beside it lives longer than a process, so that a window which is open finds back after a restart.
 */
import { randomBytes } from 'node:crypto'
import { chmod, lstat, mkdir, readFile, rename, rm, writeFile } from 'node:fs/promises'
import { join } from 'node:path'

export interface Endpoint {
  url: string                     // http://127.0.0.1:port
  token: string
  pid: number
  screen: boolean                 // false: `sheaf serve`, there is no editor at the address
}

const ENDPOINT = 'endpoint.json'
const TOKEN = 'token'
const TOKEN_FORM = /^[\w-]{43}$/

/** Creates the folder when it is new, for nobody else to look into. */
export async function makeDataFolder (dir: string): Promise<void> {
  await mkdir(dir, { recursive: true, mode: 0o700 })
}

export async function loadToken (dir: string): Promise<string> {
  const file = join(dir, TOKEN)
  const token = await readPrivate(file)
  if (token !== null && TOKEN_FORM.test(token)) return token
  const fresh = randomBytes(32).toString('base64url')
  await writePrivate(file, fresh)
  return fresh
}

export async function writeEndpoint (dir: string, endpoint: Endpoint): Promise<void> {
  await writePrivate(join(dir, ENDPOINT), JSON.stringify(endpoint))
}

/** Only one's own: a process that ends late does not take away what its successor wrote. */
export async function removeEndpoint (dir: string, pid = process.pid): Promise<void> {
  const endpoint = await readEndpoint(dir)
  if (endpoint?.pid === pid) await rm(join(dir, ENDPOINT), { force: true })
}

/** Null when there is none, it is not ours, it is malformed, or the process that wrote it is gone. */
export async function readEndpoint (dir: string): Promise<Endpoint | null> {
  const text = await readPrivate(join(dir, ENDPOINT))
  if (text === null) return null
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return null
  }
  return isEndpoint(value) && isAlive(value.pid) ? value : null
}

function isEndpoint (value: unknown): value is Endpoint {
  if (typeof value !== 'object' || value === null) return false
  const { url, token, pid, screen } = value as Record<string, unknown>
  return typeof url === 'string' && /^http:\/\/127\.0\.0\.1:\d{1,5}$/.test(url) &&
    typeof token === 'string' && TOKEN_FORM.test(token) &&
    typeof pid === 'number' && Number.isInteger(pid) && pid > 0 && typeof screen === 'boolean'
}

function isAlive (pid: number): boolean {
  try {
    return process.kill(pid, 0)
  } catch (error) {
    return (error as NodeJS.ErrnoException).code === 'EPERM'
  }
}

/** Null for a file that is missing, or that somebody else may have written. */
async function readPrivate (file: string): Promise<string | null> {
  try {
    const stat = await lstat(file)
    const foreign = process.getuid !== undefined && stat.uid !== process.getuid()
    if (!stat.isFile() || foreign || stat.size > 4096) return null
    // Windows has no such modes; there the profile folder itself is private.
    if (process.platform !== 'win32' && (stat.mode & 0o077) !== 0) return null
    return await readFile(file, 'utf8')
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return null
    throw error
  }
}

/** Whole or not at all, and never readable by others, not even for a moment. */
async function writePrivate (file: string, text: string): Promise<void> {
  const temporary = `${file}.${process.pid}.tmp`
  await rm(temporary, { force: true })
  await writeFile(temporary, text, { mode: 0o600, flag: 'wx' })
  await chmod(temporary, 0o600)
  await rename(temporary, file)
}
