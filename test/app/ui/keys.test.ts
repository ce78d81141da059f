import test from 'brittle'
import { readFileSync } from 'node:fs'
import { KEYS } from '../../../app/editor/keymap.ts'
import { PAGE_KEYS } from '../../../app/ui/page-keys.ts'

const SHEET = readFileSync(new URL('../../../app/ui/panels/keys.tsx', import.meta.url), 'utf8')

test('keys - the sheet has every key, and no two do the same', (t) => {
  // “Heading 1 – 6” is one line.
  const named = Object.keys(KEYS).filter((name) => !/^heading[2-6]$/.test(name) && !SHEET.includes(`key('${name}')`))
  const around = Object.keys(PAGE_KEYS).filter((name) => !SHEET.includes(`PAGE_KEYS.${name}`))
  t.alike([...named, ...around], [])
  const all = [...Object.values(KEYS), ...Object.values(PAGE_KEYS)].map((key) => key.toLowerCase())
  t.alike(all.filter((key, n) => all.indexOf(key) !== n), [])
})
