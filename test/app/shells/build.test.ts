import test from 'brittle'
import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { buildScreen } from '../../../app/shells/browser/build.ts'

test('build - a folder becomes what the server hands out', async (t) => {
  const ui = await t.tmp()
  await mkdir(join(ui, 'styles'))
  await writeFile(join(ui, 'index.html'), '<title>x</title>')
  await writeFile(join(ui, 'main.tsx'), "import { a } from './a.ts'\nconsole.log(a satisfies number)")
  await writeFile(join(ui, 'a.ts'), 'export const a: number = 41 + 1')
  await writeFile(join(ui, 'base.css'), 'body { margin: 0 }')
  await writeFile(join(ui, 'styles', 'prose.css'), 'p { margin: 0 }')
  const assets = await buildScreen({ ui })
  t.alike([...assets.keys()].toSorted(), ['/', '/base.css', '/main.js', '/prose.css'])
  t.is(assets.get('/base.css')?.type, 'text/css; charset=utf-8')
  t.ok(new TextDecoder().decode(assets.get('/main.js')?.body).includes('console.log'))
  await writeFile(join(ui, 'a.ts'), 'export const a = (')
  await t.exception(buildScreen({ ui }), /The screen could not be built/)
})

test('build - the real screen', async (t) => {
  const assets = await buildScreen()
  const page = new TextDecoder().decode(assets.get('/')?.body)
  for (const [, path = ''] of page.matchAll(/(?:src|href)="(\/[^"]*)"/g)) t.ok(assets.has(path), path)
  t.absent(/<script(?![^>]*\bsrc=)|\son\w+=|\sstyle=|<style/i.test(page), 'nothing inline, which the policy would refuse')
})
