/** Bundles the screen. Takes a fraction of a second, so it is done at each start and kept in memory only. */
import { readFile, readdir } from 'node:fs/promises'
import { join } from 'node:path'
import { fileURLToPath } from 'node:url'
import { SheafError } from '../../../core/errors.ts'

export interface Asset {
  type: string
  body: Uint8Array
}

/** By path, '/' being the page. */
export type Assets = ReadonlyMap<string, Asset>

const UI = fileURLToPath(new URL('../../ui/', import.meta.url))
const TYPES: Record<string, string> = {
  css: 'text/css; charset=utf-8',
  html: 'text/html; charset=utf-8',
  js: 'text/javascript; charset=utf-8',
  svg: 'image/svg+xml',
  png: 'image/png',
  woff2: 'font/woff2'
}

export interface BuildOptions {
  /** The folder with index.html, main.tsx and the stylesheets, each served under its own name. */
  ui?: string
  minify?: boolean
}

export async function buildScreen ({ ui = UI, minify = true }: BuildOptions = {}): Promise<Assets> {
  // Loaded here only: commands without a screen start without it.
  const { build, stop } = await import('esbuild')
  const assets = new Map<string, Asset>()
  try {
    const { outputFiles } = await build({
      entryPoints: [join(ui, 'main.tsx'), ...await entries(ui)],
      outdir: '/',
      entryNames: '[name]',
      absWorkingDir: ui,
      bundle: true,
      // What not every window needs, such as other languages, is fetched by those that do.
      splitting: true,
      chunkNames: '[name]-[hash]',
      write: false,
      minify,
      format: 'esm',
      target: 'es2022',
      platform: 'browser',
      jsx: 'automatic',
      jsxImportSource: 'preact',
      loader: { '.svg': 'dataurl', '.png': 'dataurl', '.woff2': 'file' },
      assetNames: '[name]-[hash]',
      // KaTeX names its fonts in older formats too, which no browser asks for that can show this page.
      external: ['*.woff', '*.ttf'],
      define: { 'process.env.NODE_ENV': '"production"' },
      charset: 'utf8',
      legalComments: 'none',
      logLevel: 'silent'
    })
    for (const { path, contents } of outputFiles) {
      const name = path.slice(Math.max(path.lastIndexOf('/'), path.lastIndexOf('\\')) + 1)
      assets.set(`/${name}`, asset(name, contents))
    }
    assets.set('/', asset('index.html', await readFile(join(ui, 'index.html'))))
  } catch (error) {
    throw new SheafError('INTERNAL', `The screen could not be built: ${firstLine(error)}`, { cause: error })
  } finally {
    // Its helper process would keep ours alive.
    await stop()
  }
  return assets
}

/** Each stylesheet and each worker is a file that is asked for by its name. */
async function entries (folder: string): Promise<string[]> {
  const entries = await readdir(folder, { withFileTypes: true, recursive: true })
  return entries.filter(({ name }) => name.endsWith('.css') || name.endsWith('.worker.ts')).map(({ parentPath, name }) => join(parentPath, name))
}

function asset (name: string, body: Uint8Array): Asset {
  return { type: TYPES[name.slice(name.lastIndexOf('.') + 1)] ?? 'application/octet-stream', body }
}

function firstLine (error: unknown): string {
  return (error instanceof Error ? error.message : String(error)).split('\n').slice(0, 2).join(' ')
}
