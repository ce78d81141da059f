// Somebody pastes or receives an address.
import test from 'brittle'
import { safeImage, safeLink } from '../../../app/schema/index.ts'

test('addresses - those that people use are links', (t) => {
  for (const url of ['http://x.y', 'HTTPS://x.y/a?b#c', 'mailto:a@b.c', 'tel:+1', '#part', '/root', '../up', 'page.html', '?q=a:b', '//x.y/z']) t.is(safeLink(url), url)
  t.is(safeLink(' https://x.y\n'), 'https://x.y', 'as a browser reads it')
})

test('addresses - those that could run or read something are not', (t) => {
  for (const url of ['javascript:x', 'JAVASCRIPT:x', ' javascript:x', 'java\tscript:x', 'java\nscript:x', '\u0000javascript:x', 'data:text/html,x', 'vbscript:x', 'file:///x',
    'blob:http://x', 'filesystem:x', 'ms-word:x', 'java&script:x', '1:x', '', ' ', 5, null, undefined, {}, 'http:' + 'x'.repeat(10_000)]) t.is(safeLink(url), null, JSON.stringify(url)?.slice(0, 30) ?? 'nothing')
})

test('addresses - images come from the web or lie in the text, but never as SVG', (t) => {
  t.is(safeImage('https://x.y/z.png'), 'https://x.y/z.png')
  t.is(safeImage('data:image/png;base64,AAAA'), 'data:image/png;base64,AAAA')
  for (const src of ['data:image/svg+xml;base64,AAAA', 'data:text/html;base64,AAAA', 'data:image/png,<svg>', 'javascript:x', 'relative.png', 'file:///x', 7]) t.is(safeImage(src), null, String(src))
})
