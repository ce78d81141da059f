/**
 * Runs test files under Bare: what `run.ts` starts, with the files as arguments. The globals here are the ones that
 * an embedder in Bare has to bring; the import map is for lib0, which asks for Node's crypto. Plain JavaScript, as the
 * types of these globals clash with those of the browser.
 */
import 'bare-abort-controller/global'
import 'bare-encoding/global'
import test from 'brittle'

const imports = new URL('./imports.json', import.meta.url).href

test.pause() // until all files are there, so that they count as one run
for (const file of Bare.argv.slice(2)) await import(file, { with: { imports } })
test.resume()
