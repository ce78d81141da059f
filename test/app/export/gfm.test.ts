// What GitHub adds to CommonMark, in and out and in again.
import test from 'brittle'
import { parseMarkdown } from '../../../app/export/markdown-read.ts'
import { writeMarkdown } from '../../../app/export/markdown-write.ts'

const EXAMPLES: Record<string, string[]> = {
  tables: [
    '| a | b |\n| --- | :-: |\n| 1 | 2 |',
    'a | b\n-|-\n1 | 2',
    '| `x \\| y` | **b \\| c** |\n| - | - |\n| ![i](j) | <br> |',
    '| a |\n| - |\n| 1 | 2 | 3 |\n|\n> quote',
    '| a | b |\n| --- |\n| c |',
    '- | x |\n  | - |\n  | y |',
    '| http://x.y | ~~z~~ |\n| --- | ---: |',
    '| a |\n| - |\n\nafter'
  ],
  strikethrough: ['~~Hi~~ Hello', 'This ~~has a\n\nnew paragraph~~.', '~~~not~~~', '**~~both~~**', '~~a~~b', '\\~~x~~', '~~*a* `b`~~'],
  tasks: ['- [ ] foo\n- [x] bar', '- [x] foo\n  - [ ] bar\n  - [x] baz\n- [ ] bim', '1. [ ] numbered', '- [ ] a\n\n  b\n- plain', '- [ ]', '- [y] no', '* [ ] # not a heading'],
  addresses: [
    'www.commonmark.org', 'Visit www.commonmark.org/help for more.', 'Visit www.commonmark.org.', '(www.google.com/search?q=(a))', 'www.google.com/search?q=commonmark&hl=en',
    'http://commonmark.org', 'https://encrypted.google.com/search?q=Markup+(business)', 'foo@bar.baz', 'a.b-c_d@a.b.', 'mailto:foo@bar.baz', '**http://x.y**', 'http://x.y/a_b_c*d*',
    '[http://x.y](http://z.w)', 'http\\://x.y', 'www\\.x.y', 'me\\@x.y', '`http://x.y`', 'http://x.y/<b>', 'ftp://x.y //x.y x.y', '<http://x.y>', 'www.x.y www.x.z', 'xhttp://a.b', 'HTTPS://A.B'
  ],
  footnotes: ['Text[^1].\n\n[^1]: The note.', 'a[^long]\n\n[^long]: one\n\n    two', '[^none] stays', 'x[^1] y[^1]\n\n[^1]: twice', '[^1]: never used'],
  alerts: ['> [!NOTE]\n> Useful.', '> [!WARNING]\n> - a\n> - b', '> [!TIP]', '> [!nothing]\n> x', '> [!IMPORTANT] on the line'],
  tags: ['<title> <style>', '<script>alert(1)</script>', '<iframe src="x"></iframe>']
}

test('GFM - each extension in, out and in again is the same document', (t) => {
  for (const [kind, list] of Object.entries(EXAMPLES)) {
    for (const markdown of list) {
      const { doc } = parseMarkdown(markdown)
      doc.check()
      const { text } = writeMarkdown(doc)
      const again = parseMarkdown(text).doc
      t.ok(again.eq(doc), again.eq(doc) ? `${kind}: ${JSON.stringify(markdown)}` : `${kind}: ${JSON.stringify(markdown)}\n${doc.toString()}\n${JSON.stringify(text)}\n${again.toString()}`)
    }
  }
})

test('GFM - an address in the text is a link, one that is only text stays text', (t) => {
  const links = (markdown: string): string[] => {
    const found: string[] = []
    parseMarkdown(markdown).doc.descendants(({ marks, text }) => {
      for (const mark of marks) if (mark.type.name === 'link') found.push(`${text ?? ''} ${String(mark.attrs['href'])}`)
    })
    return found
  }
  t.alike(links('see www.x.org/a_(b), http://y.org/?q=1&r=2. Or me@x.org; not x.org, ftp://x.org, //x.org'),
    ['www.x.org/a_(b) http://www.x.org/a_(b)', 'http://y.org/?q=1&r=2 http://y.org/?q=1&r=2', 'me@x.org mailto:me@x.org'])
  t.alike(links('http\\://x.org www\\.x.org me\\@x.org `http://x.org`'), [])
  const start = Date.now()
  for (const piece of ['www.', 'http://', 'a@', 'www.a.', 'http://a(']) parseMarkdown(piece.repeat(20_000))
  t.ok(Date.now() - start < 20_000, `text made of the beginnings of addresses: ${Date.now() - start} ms`)
})
