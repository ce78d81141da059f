/**
 * The tests of core under Bare: `npm run test:bare`, with patterns of files as arguments if not all are meant.
 * Files that need Node (they import a `node:` module, themselves or through a helper) are named and left out.
 */
import { spawn } from 'node:child_process'
import fs from 'node:fs'
import path from 'node:path'
import { fileURLToPath, pathToFileURL } from 'node:url'

const ROOT = fileURLToPath(new URL('../..', import.meta.url))
const BARE = path.join(ROOT, 'node_modules', `bare-runtime-${process.platform}-${process.arch}`, 'bin', 'bare')

function testFiles (dir: string): string[] {
  return fs.readdirSync(dir, { recursive: true, encoding: 'utf8' })
    .filter((name) => name.endsWith('.test.ts'))
    .map((name) => path.join(dir, name))
    .sort()
}

/** The first `node:` module that a file needs, itself or through other files of the tests. */
function nodeModuleOf (file: string, seen = new Set<string>()): string | null {
  if (seen.has(file)) return null
  seen.add(file)
  for (const [, name = ''] of fs.readFileSync(file, 'utf8').matchAll(/^(?:import|export) (?!type ).*?'([^']+)'/gm)) {
    if (name.startsWith('node:')) return name
    const needed = name.startsWith('.') ? nodeModuleOf(path.resolve(path.dirname(file), name), seen) : null
    if (needed !== null) return needed
  }
  return null
}

const patterns = process.argv.slice(2)
const files: string[] = []
for (const file of testFiles(path.join(ROOT, 'test', 'core'))) {
  const name = path.relative(ROOT, file)
  if (patterns.length > 0 && !patterns.some((pattern) => name.includes(pattern))) continue
  const needed = nodeModuleOf(file)
  if (needed === null) files.push(pathToFileURL(file).href)
  else console.log(`# left out under Bare: ${name} needs ${needed}`)
}

if (fs.existsSync(BARE)) {
  // The binary itself rather than the package's wrapper, which swallows signals.
  const child = spawn(BARE, [path.join(ROOT, 'test', 'bare', 'entry.js'), ...files], { stdio: 'inherit' })
  child.on('close', (code) => { process.exitCode = code ?? 1 })
} else {
  console.error(`Bare is not installed for this system: run "npm install --no-save bare-runtime-${process.platform}-${process.arch}", then this again.`)
  process.exitCode = 1
}
