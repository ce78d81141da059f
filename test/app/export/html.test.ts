// Somebody sends the document to people who have no Sheaf.
import test from 'brittle'
import type { Node } from 'prosemirror-model'
import { writeHtml } from '../../../app/export/html.ts'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { schema } from '../../../app/schema/index.ts'

const { nodes, marks } = schema

function body (doc: Node, title = 'x'): string {
  return /<body>\n([^]*)\n<\/body>/.exec(writeHtml(doc, title).text)![1]!.replaceAll('\n', '')
}

test('HTML - a page that stands alone', (t) => {
  const { text, notes } = writeHtml(parseMarkdown('# Hi').doc, 'A < B & "C"')
  t.ok(text.startsWith('<!doctype html>\n<html>\n<head>\n<meta charset="utf-8">'))
  t.ok(text.includes('<title>A &lt; B &amp; "C"</title>'))
  t.absent(/<script|<link|@import|url\(/i.test(text), 'nothing is loaded from elsewhere')
  t.is(notes.length, 0)
  t.ok(writeHtml(nodes.doc.create(), '').text.includes('<title>Untitled</title>'))
})

test('HTML - each construct', (t) => {
  for (const [markdown, html] of Object.entries({
    '## a *b **c***': '<h2>a <em>b </em><strong><em>c</em></strong></h2>',
    'a\\\nb `c<d`': '<p>a<br>b <code>c&lt;d</code></p>',
    '3. x': '<ol start="3"><li><p>x</p></li></ol>',
    '- [x] x': '<ul data-type="task_list"><li data-type="task_item" data-checked="true"><input type="checkbox" disabled="" checked=""><div><p>x</p></div></li></ul>',
    '| a | b |\n| --- | ---: |\n| c | d |': '<div class="table"><table><tbody><tr><th><p>a</p></th><th align="right"><p>b</p></th></tr><tr><td><p>c</p></td><td align="right"><p>d</p></td></tr></tbody></table></div>',
    '> ---': '<blockquote><hr></blockquote>',
    '```js\na<b\n```': '<pre data-language="js"><code class="language-js">a&lt;b</code></pre>',
    '[a](http://b "c\\"d")': '<p><a href="http://b" title="c&quot;d" rel="noopener noreferrer nofollow">a</a></p>',
    '![a](http://b.png)': '<p><img src="http://b.png" alt="a" loading="lazy" referrerpolicy="no-referrer"></p>'
  })) t.is(body(parseMarkdown(markdown).doc), html, markdown)
})

test('HTML - addresses that could do harm stay in the document but never reach the page', (t) => {
  for (const href of ['javascript:alert(1)', ' JaVaScRiPt:alert(1)', 'java\nscript:alert(1)', '\u0001javascript:x', 'vbscript:x', 'data:text/html,x', 'file:///etc/passwd', 'blob:x']) {
    const doc = nodes.doc.create(null, nodes.paragraph.create(null, [
      schema.text('x', [marks.link.create({ href })]), nodes.image.create({ src: href, alt: '<i>', href })
    ]))
    t.is(doc.firstChild!.firstChild!.marks[0]!.attrs['href'], href)
    const { notes } = writeHtml(doc, '')
    t.is(body(doc), '<p><span class="sheaf-link-blocked">x</span><span class="sheaf-image-blocked">&lt;i&gt;</span></p>', JSON.stringify(href))
    t.is(notes.length, 2)
  }
  const svg = nodes.doc.create(null, nodes.paragraph.create(null, nodes.image.create({ src: 'data:image/svg+xml;base64,AAAA' })))
  t.absent(body(svg).includes('<img'))
})

test('HTML - what a newer Sheaf wrote is shown as text, without becoming markup', (t) => {
  const callout = schema.node('<script>', { 'on"x': '<b>' }, [schema.node('paragraph', null, [schema.text('a<b')])])
  const doc = nodes.doc.create(null, [callout])
  t.absent(/<script|<b>/.test(body(doc)))
  t.ok(body(doc).includes('a&lt;b'))
  t.alike(writeHtml(doc, '').notes, ['1 part made by another version of Sheaf is shown as plain text.'])
})
