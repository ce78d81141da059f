/**
 * What a large file costs: put in over HTTP on one device, fetched and read over HTTP on another, each a process of its
 * own, as in the shell. Nothing may hold it in memory.
 *
 *   node --import tsx test/bench/files.ts [megabytes, default 200]
 */
import { fork, type ChildProcess } from 'node:child_process'
import { createHash, randomBytes } from 'node:crypto'
import fs from 'node:fs'
import { request, type IncomingMessage } from 'node:http'
import os from 'node:os'
import path from 'node:path'
import { fileURLToPath } from 'node:url'
import createTestnet from 'hyperdht/testnet.js'
import { LocalServer } from '../../app/shells/browser/server.ts'
import { Engine } from '../../core/index.ts'

const TOKEN = 'T'.repeat(43)
const MEGABYTE = 1_000_000

interface Device { url: string, id: string, invite: string }
interface Start { dir: string, bootstrap: { host: string, port: number }[], code: string }

async function device ({ dir, bootstrap, code }: Start): Promise<Device> {
  const engine = new Engine(dir, { bootstrap, host: '127.0.0.1' })
  await engine.ready()
  const document = code === '' ? await engine.create({ title: 'Files' }) : await engine.join(code)
  await document.synced()
  const server = new LocalServer({ engine, token: TOKEN, version: '0.0.0', assets: null, port: 0 })
  await server.listen()
  return { url: server.url, id: document.id, invite: code === '' ? await document.invite() : '' }
}

function ask<T> (child: ChildProcess, question: unknown): Promise<T> {
  return new Promise((resolve) => {
    child.once('message', (answer) => { resolve(answer as T) })
    child.send(question as object)
  })
}

function http (url: string, method: string, body?: (write: (data: Uint8Array) => Promise<void>) => Promise<void>): Promise<IncomingMessage> {
  return new Promise((resolve, reject) => {
    const sent = request(url, { method, headers: { Authorization: `Bearer ${TOKEN}` } }, resolve).on('error', reject)
    const write = (data: Uint8Array): Promise<void> => new Promise((written) => { if (sent.write(data)) written(); else sent.once('drain', written) })
    void (body ?? (() => Promise.resolve()))(write).then(() => { sent.end() })
  })
}

async function text (response: IncomingMessage): Promise<string> {
  let all = ''
  for await (const part of response.setEncoding('utf8')) all += String(part)
  return all
}

async function measure<T> (what: string, child: ChildProcess, fn: () => Promise<T>): Promise<T> {
  const before = await ask<number>(child, 'rss')
  let peak = before
  const look = setInterval(() => { void ask<number>(child, 'rss').then((now) => { peak = Math.max(peak, now) }) }, 100)
  const started = Date.now()
  const result = await fn()
  clearInterval(look)
  const seconds = (Date.now() - started) / 1000
  console.log(`${what.padEnd(28)} ${seconds.toFixed(1).padStart(6)} s   ${(size / seconds / MEGABYTE).toFixed(0).padStart(5)} MB/s   memory ${(before / MEGABYTE).toFixed(0)} → peak ${(peak / MEGABYTE).toFixed(0)} MB (+${((peak - before) / MEGABYTE).toFixed(0)})`)
  return result
}

const size = (Number(process.argv[2]) || 200) * MEGABYTE

async function main (): Promise<void> {
  const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sheaf-files-'))
  const net = await createTestnet(3, { host: '127.0.0.1' })
  const children = [0, 1].map(() => fork(fileURLToPath(import.meta.url), { execArgv: ['--import', 'tsx'], env: { ...process.env, SHEAF_BENCH_DEVICE: '1' } }))
  const [a, b] = children as [ChildProcess, ChildProcess]
  try {
    const one = await ask<Device>(a, { dir: dir + '/a', bootstrap: net.bootstrap, code: '' })
    const two = await ask<Device>(b, { dir: dir + '/b', bootstrap: net.bootstrap, code: one.invite })
    const sum = createHash('sha256')
    const { ref } = await measure('put in', a, async () => JSON.parse(await text(await http(`${one.url}/blobs/${one.id}`, 'POST', async (write) => {
      for (let left = size; left > 0; left -= MEGABYTE) {
        const data = randomBytes(Math.min(MEGABYTE, left))
        sum.update(data)
        await write(data)
      }
    }))) as { ref: string })
    await new Promise((resolve) => { setTimeout(resolve, 2000) }) // the log's word on the core arrives
    const digest = sum.digest('hex')
    const address = `${two.url}/blobs/${two.id}/${ref}`
    const download = async (): Promise<void> => {
      const response = await http(address, 'GET')
      const got = createHash('sha256')
      for await (const part of response) got.update(part as Uint8Array)
      if (got.digest('hex') !== digest) throw new Error(`status ${response.statusCode ?? 0}: these are other bytes`)
    }
    await measure('fetched (the second device)', b, async () => {
      for (;;) {
        const { state } = JSON.parse(await text(await http(address + '/state?fetch=1', 'GET'))) as { state: string }
        if (state === 'here') return
        await new Promise((resolve) => { setTimeout(resolve, 100) })
      }
    })
    await measure('read (the second device)', b, download)
    await measure('read again', b, download)
    console.log(`the first device now: ${(await ask<number>(a, 'rss') / MEGABYTE).toFixed(0)} MB`)
  } finally {
    for (const child of children) child.kill('SIGKILL')
    await net.destroy()
    fs.rmSync(dir, { recursive: true, force: true })
  }
}

if (process.env['SHEAF_BENCH_DEVICE'] === '1') {
  process.on('message', (message: Start | 'rss') => {
    if (message === 'rss') process.send?.(process.memoryUsage.rss())
    else void device(message).then((started) => process.send?.(started))
  })
} else await main()
