/**
 * `npm run bench`: what Sheaf costs, beside the least that could work (Yjs with an append-only file; Yjs updates
 * straight over the same swarm; for the screen, plain prosemirror-view), measured in the same run since machines are
 * noisy.
 *
 *   --quick   a small version      --json   one JSON value on stdout      --rounds N   medians of N (default 3)
 *   --only screen | engine
 */
import fs from 'node:fs'
import os from 'node:os'
import path from 'node:path'
import createTestnet from 'hyperdht/testnet.js'
import type { Bootstrap, Kind } from './job.ts'
import { Job } from './process.ts'
import { screenRound, type ScreenFigures } from './screen.ts'

const quick = process.argv.includes('--quick')
const json = process.argv.includes('--json')
const rounds = Number(process.argv[process.argv.indexOf('--rounds') + 1] || 0) || (quick ? 1 : 3)
const only = process.argv[process.argv.indexOf('--only') + 1 || process.argv.length] ?? 'both'
const EDITS = quick ? 2000 : 10_000
const LIVE = quick ? 100 : 300
const EVERY = 50

type Figures = Record<string, number>
interface Opened { ms: number, docRef: string, length: number }
interface Stats { rss: number }

/** Of a closed store: an open one holds tens of megabytes of log ahead of need, and gives them back. */
function diskUse (dir: string): number {
  let sum = 0
  for (const entry of fs.readdirSync(dir, { withFileTypes: true })) {
    const full = path.join(dir, entry.name)
    sum += entry.isDirectory() ? diskUse(full) : fs.statSync(full).blocks * 512
  }
  return sum
}

async function round (kind: Kind, dir: string, bootstrap: Bootstrap): Promise<Figures> {
  const here = path.join(dir, kind)
  const open = { call: 'open' as const, kind, bootstrap: null, docRef: null, code: null }

  const writer = await Job.start()
  const { docRef } = await writer.call<Opened>({ ...open, dir: path.join(here, 'a') })
  const typed = await writer.call<{ savedMs: number }>({ call: 'type', count: EDITS, every: 0 })
  await writer.stop()
  const disk = diskUse(path.join(here, 'a'))

  const reader = await Job.start()
  const opened = await reader.call<Opened>({ ...open, dir: path.join(here, 'a'), docRef })
  await reader.stop()
  if (opened.length !== EDITS) throw new Error(kind + ': ' + opened.length + ' characters after reopening, not ' + EDITS)

  const host = await Job.start()
  await host.call<Opened>({ ...open, dir: path.join(here, 'a'), docRef, bootstrap })
  const code = await host.call<string>({ call: 'share' })
  const guest = await Job.start()
  const joined = await guest.call<Opened>({ ...open, dir: path.join(here, 'b'), bootstrap, code })
  const arrived = await guest.call<number>({ call: 'waitFor', length: EDITS })

  const seen = guest.call<number[]>({ call: 'watch', length: EDITS, count: LIVE })
  const { times } = await host.call<{ times: number[] }>({ call: 'type', count: LIVE, every: EVERY })
  const delays = (await seen).map((at, i) => at - (times[i] ?? at)).sort((a, b) => a - b)
  const stats = await host.call<Stats>({ call: 'stats' })
  await Promise.all([host.stop(), guest.stop()])

  return {
    type: typed.savedMs,
    open: opened.ms,
    join: joined.ms + arrived,
    'live p50': delays[Math.floor(delays.length * 0.5)] ?? 0,
    'live p95': delays[Math.floor(delays.length * 0.95)] ?? 0,
    memory: stats.rss / 1e6,
    disk: disk / 1e6
  }
}

const UNITS: Record<string, string> = { memory: 'MB', disk: 'MB' }
const LABELS: Record<string, string> = {
  type: EDITS + ' edits, typed through to saved',
  open: 'open that document',
  join: 'join it with a code, to the full text',
  'live p50': 'key to the other\'s Y.Doc, p50',
  'live p95': 'key to the other\'s Y.Doc, p95',
  memory: 'memory of the process that holds it',
  disk: 'disk after typing, closed'
}

const SCREEN = quick ? { keys: 60, words: 10_000, blocks: 500 } : { keys: 200, words: 50_000, blocks: 2500 }
const LONG = `${SCREEN.words / 1000},000 words`
const SCREEN_LABELS: Record<keyof ScreenFigures, string> = {
  'first paint': `${LONG}: click to first paint`,
  'key alone p50': `${LONG}: key to painted frame, p50`,
  'key alone p95': `${LONG}: key to painted frame, p95`,
  'key among ten p50': '  while ten others type, p50',
  'key among ten p95': '  while ten others type, p95',
  'scroll p95': `${LONG}: between frames in scrolling, p95`
}

function median (values: number[]): number {
  return [...values].sort((a, b) => a - b)[Math.floor(values.length / 2)] ?? 0
}

const dir = fs.mkdtempSync(path.join(os.tmpdir(), 'sheaf-bench-'))
const net = await createTestnet(3, { host: '127.0.0.1' })
try {
  const runs: Record<Kind, Figures[]> = { sheaf: [], floor: [] }
  for (let i = 0; i < (only === 'screen' ? 0 : rounds); i++) {
    for (const kind of ['floor', 'sheaf'] as const) runs[kind].push(await round(kind, path.join(dir, String(i)), net.bootstrap))
  }
  const screens: Record<Kind, ScreenFigures[]> = { sheaf: [], floor: [] }
  for (let i = 0; i < (only === 'engine' ? 0 : rounds); i++) {
    const { sheaf, floor } = await screenRound(net.bootstrap, SCREEN)
    screens.sheaf.push(sheaf)
    screens.floor.push(floor)
  }
  const jobs: Record<string, { sheaf: number, floor: number, ratio: number, unit: string }> = {}
  for (const name of only === 'screen' ? [] : Object.keys(LABELS)) {
    const sheaf = median(runs.sheaf.map((figures) => figures[name] ?? 0))
    const floor = median(runs.floor.map((figures) => figures[name] ?? 0))
    jobs[name] = { sheaf, floor, ratio: sheaf / floor, unit: UNITS[name] ?? 'ms' }
  }
  for (const name of only === 'engine' ? [] : Object.keys(SCREEN_LABELS) as (keyof ScreenFigures)[]) {
    const sheaf = median(screens.sheaf.map((figures) => figures[name]))
    const floor = median(screens.floor.map((figures) => figures[name]))
    jobs[name] = { sheaf, floor, ratio: sheaf / floor, unit: 'ms' }
  }
  if (json) console.log(JSON.stringify({ jobs, rounds, edits: EDITS }))
  else {
    console.log('Sheaf beside Yjs with a file and Yjs straight over the swarm, its screen beside plain prosemirror-view; medians of ' + rounds + '\n')
    for (const [name, { sheaf, floor, ratio, unit }] of Object.entries(jobs)) {
      console.log((LABELS[name] ?? SCREEN_LABELS[name as keyof ScreenFigures] ?? name).padEnd(54), (sheaf.toFixed(1) + ' ' + unit).padStart(12), ('floor ' + floor.toFixed(1)).padStart(16), (ratio.toFixed(1) + ' x').padStart(10))
    }
  }
} finally {
  await net.destroy()
  fs.rmSync(dir, { recursive: true, force: true })
}
