/** Who may import whom. Every import of core and app is read and held against the table below. */
import test from 'brittle'
import { execFileSync } from 'node:child_process'
import { readFileSync, readdirSync } from 'node:fs'
import { dirname, join, posix, relative } from 'node:path'
import { fileURLToPath } from 'node:url'

const ROOT = fileURLToPath(new URL('..', import.meta.url))

/**
 * A file belongs to the first layer whose pattern fits; it may import its own layer and those that are named.
 * `base` is the ground: errors, the contract's types, the interface of formats, declarations.
 */
const LAYERS: [name: string, pattern: RegExp, mayImport: string[]][] = [
  ['base', /^core\/(?:errors|formats|rpc\/api)\.ts$|^core\/types\//, []],
  ['core/format', /^core\/format\//, ['base', 'core/util']],
  ['core/library', /^core\/library\//, ['base', 'core/util', 'core/format']],
  ['core/net', /^core\/net\//, ['base', 'core/util', 'core/format']],
  ['core/doc', /^core\/doc\//, ['base', 'core/util', 'core/format']],
  ['core/rpc', /^core\/rpc\//, ['base', 'core/util']],
  ['core/index', /^core\/index\.ts$/, ['base', 'core/util', 'core/format', 'core/library', 'core/net', 'core/doc', 'core/engine', 'core/rpc']],
  ['core/engine', /^core\/(?:engine|hosted|joins)\.ts$/, ['base', 'core/util', 'core/format', 'core/library', 'core/net', 'core/doc']],
  // What several of them need and that knows none of them.
  ['core/util', /^core\/[\w-]+\.ts$/, ['base']],
  ['app/client', /^app\/client\//, ['base', 'core/rpc']],
  ['app/schema', /^app\/schema\//, ['base']],
  ['app/editor', /^app\/editor\//, ['base', 'app/schema', 'app/client']],
  ['app/export', /^app\/export\//, ['base', 'app/schema']],
  // Pasted Markdown comes in by the same door as a file that is imported.
  ['app/ui', /^app\/ui\//, ['base', 'app/schema', 'app/client', 'app/editor', 'app/export']],
  ['app/shells', /^app\/shells\//, ['base', 'core/index', 'core/rpc', 'app/schema', 'app/client', 'app/editor', 'app/export', 'app/ui']]
]

/** Packages that some folders must not know, whatever the layer. */
const PACKAGES: [files: RegExp, banned: RegExp, why: string][] = [
  [/^core\//, /^(?:y-)?prosemirror/, 'ProseMirror never enters core'],
  [/^core\//, /^node:/, 'core reaches built-ins only through the imports map, so that Bare resolves its own'],
  [/^core\//, /^(?:ws|commander|open|esbuild|preact|env-paths)(?:\/|$)/, 'core knows no screen and no shell'],
  [/^app\/(?!shells\/)/, /^node:/, 'only shells know where they run'],
  [/^app\/(?:schema|export)\//, /^prosemirror-view$/, 'no DOM in schema and export'],
  [/^app\/(?!shells\/)/, /^(?:autobase|corestore|hyper|blind-pairing|protomux)/, 'the engine is behind core']
]

interface Import { from: string, specifier: string, typeOnly: boolean }

function sources (folder: string): string[] {
  return readdirSync(join(ROOT, folder), { withFileTypes: true, recursive: true })
    .filter((entry) => entry.isFile() && /\.(?:ts|tsx|js)$/.test(entry.name))
    .map((entry) => relative(ROOT, join(entry.parentPath, entry.name)).replaceAll('\\', '/'))
    .toSorted()
}

/** Comments go first: an example in one is no import. Text that looks like an import stays, and may be renamed. */
export function importsOf (from: string, text: string): Import[] {
  const code = text.replace(/\/\*[\s\S]*?\*\//g, '').replace(/^\s*\/\/.*$/gm, '')
  const found: Import[] = []
  const statement = /^[ \t]*(?:import|export)\b(?<type>\s+type\b)?(?:[^'"();=]*?\bfrom)?\s*['"](?<name>[^'"\n]+)['"]/gm
  const call = /\bimport\(\s*['"](?<name>[^'"\n]+)['"]/g
  for (const { groups } of code.matchAll(statement)) {
    found.push({ from, specifier: groups?.['name'] ?? '', typeOnly: groups?.['type'] !== undefined })
  }
  for (const { groups } of code.matchAll(call)) {
    found.push({ from, specifier: groups?.['name'] ?? '', typeOnly: false })
  }
  return found
}

function layerOf (file: string) {
  return LAYERS.find(([, pattern]) => pattern.test(file))
}

function target ({ from, specifier }: Import): string {
  return posix.join(dirname(from), specifier)
}

const files = [...sources('core'), ...sources('app')]
const imports = files.flatMap((file) => importsOf(file, readFileSync(join(ROOT, file), 'utf8')))

test('layers - the reader of imports sees every form', (t) => {
  const seen = importsOf('core/x.ts', [
    "import './side-effect.ts'",
    "import a from './a.ts'",
    "import type { B } from './b.ts'",
    "import {\n  c,\n  type D\n} from './c.ts'",
    "import * as e from './e.ts'",
    "export { f } from './f.ts'",
    "export type { G } from './g.ts'",
    "const h = await import('./h.ts')",
    "// import i from './i.ts'",
    "/* import j from './j.ts' */",
    "export const k = 'from'"
  ].join('\n'))
  t.alike(seen.map(({ specifier }) => specifier).toSorted(), [
    './a.ts', './b.ts', './c.ts', './e.ts', './f.ts', './g.ts', './h.ts', './side-effect.ts'
  ])
  t.alike(seen.filter(({ typeOnly }) => typeOnly).map(({ specifier }) => specifier), ['./b.ts', './g.ts'])
})

test('layers - every file has a place', (t) => {
  t.alike(files.filter((file) => !layerOf(file)), [])
  t.ok(files.length > 0, `${files.length} files`)
})

test('layers - imports go downwards only', (t) => {
  const violations = imports.filter(({ specifier }) => specifier.startsWith('.')).flatMap((entry) => {
    const [name = '?', , allowed = []] = layerOf(entry.from) ?? []
    const [to = '?'] = layerOf(target(entry)) ?? []
    return name === to || allowed.includes(to) ? [] : [`${entry.from} (${name}) imports ${target(entry)} (${to})`]
  })
  t.alike(violations, [])
})

test('layers - relative imports carry their extension and exist', (t) => {
  const known = new Set(files)
  const violations = imports
    .filter((entry) => entry.specifier.startsWith('.') && !entry.specifier.endsWith('.css') && !known.has(target(entry)))
    .map(({ from, specifier }) => `${from} imports ${specifier}, which is no file`)
  t.alike(violations, [])
})

test('layers - packages stay where they belong', (t) => {
  const violations = imports.filter(({ from }) => !from.endsWith('.d.ts')).flatMap(({ from, specifier }) => PACKAGES
    .filter(([pattern, banned]) => pattern.test(from) && banned.test(specifier))
    .map(([, , why]) => `${from} imports ${specifier}: ${why}`))
  t.alike(violations, [])
})

test('layers - no file imports itself by a detour', (t) => {
  // A circle of types alone vanishes when the code runs; one of code decides by chance what is still undefined.
  const graph = new Map<string, string[]>()
  for (const entry of imports) {
    if (!entry.specifier.startsWith('.') || entry.typeOnly) continue
    graph.set(entry.from, [...graph.get(entry.from) ?? [], target(entry)])
  }
  const violations: string[] = []
  const done = new Set<string>()
  const visit = (file: string, path: string[]): void => {
    const start = path.indexOf(file)
    if (start >= 0) violations.push([...path.slice(start), file].join(' → '))
    if (start >= 0 || done.has(file)) return
    for (const next of graph.get(file) ?? []) visit(next, [...path, file])
    done.add(file)
  }
  for (const file of files) visit(file, [])
  t.alike(violations, [])
})

test('layers - the folder of packages is no part of the repository', (t) => {
  // A link to it that was added by mistake replaces the real folder wherever it is checked out: Git takes what is ignored for expendable.
  let tracked = ''
  try {
    tracked = execFileSync('git', ['ls-files', '--', 'node_modules'], { cwd: ROOT, encoding: 'utf8', stdio: ['ignore', 'pipe', 'ignore'] })
  } catch { /* no checkout of Git's */ }
  t.is(tracked, '', 'if it is tracked: git rm --cached node_modules, and commit that before anybody merges it')
})
