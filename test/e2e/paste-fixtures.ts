/** What other programs put on the clipboard, cut short. `types`: besides HTML and text. */
export interface Fixture { html?: string, text?: string, types?: Record<string, string>, doc: string }

const docsSpan = (text: string, style = ''): string =>
  `<span style="font-size:11pt;font-family:Arial,sans-serif;color:#000000;background-color:transparent;font-weight:400;font-style:normal;font-variant:normal;text-decoration:none;vertical-align:baseline;white-space:pre;white-space:pre-wrap;${style}">${text}</span>`
const docsItem = (level: number, text: string, more = ''): string =>
  `<li dir="ltr" ${more} style="list-style-type:disc;font-size:11pt;font-family:Arial,sans-serif;white-space:pre;" aria-level="${level}"><p dir="ltr" style="line-height:1.38;margin-top:0pt;margin-bottom:0pt;" role="presentation">${docsSpan(text)}</p></li>`
const word = (body: string): string => `<html xmlns:v="urn:schemas-microsoft-com:vml" xmlns:o="urn:schemas-microsoft-com:office:office" xmlns:w="urn:schemas-microsoft-com:office:word"><head><meta name=Generator content="Microsoft Word 15"><!--[if gte mso 9]><xml><o:OfficeDocumentSettings/></xml><![endif]--><style><!-- @font-face {font-family:Calibri;} p.MsoNormal {margin:0cm; font-size:11.0pt;} @list l0:level1 {mso-level-number-format:bullet;} --></style></head><body lang=EN-US style='tab-interval:36.0pt'><!--StartFragment-->${body}<!--EndFragment--></body></html>`
const wordItem = (level: number, marker: string, text: string, lfo = 1): string =>
  `<p class=MsoListParagraphCxSpMiddle style='margin-left:${level * 36}.0pt;text-indent:-18.0pt;mso-list:l${lfo - 1} level${level} lfo${lfo}'><![if !supportLists]><span style='font-family:Symbol;mso-fareast-font-family:Symbol'><span style='mso-list:Ignore'>${marker}<span style='font:7.0pt "Times New Roman"'>&nbsp;&nbsp;&nbsp;&nbsp; </span></span></span><![endif]>${text}<o:p></o:p></p>`
const onlineItem = (tag: string, level: number, text: string, at = 1): string =>
  `<div class="ListContainerWrapper SCXW1 BCX0"><${tag} class="BulletListStyle1 SCXW1 BCX0" role="list" style="list-style-type: disc;"${tag === 'ol' ? ` start="${at}"` : ''}><li data-leveltext="" data-font="Symbol" data-listid="1" aria-setsize="-1" data-aria-posinset="${at}" data-aria-level="${level}" role="listitem" class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" style="margin:0px"><span data-contrast="auto" class="TextRun SCXW1"><span class="NormalTextRun SCXW1">${text}</span></span><span class="EOP SCXW1" data-ccp-props="{}">&nbsp;</span></p></li></${tag}></div>`

export const FIXTURES: Record<string, Fixture> = {
  'Google Docs: headings, marks, nested lists, a link': {
    html: `<meta charset='utf-8'><meta charset="utf-8"><b style="font-weight:normal;" id="docs-internal-guid-1f2e3d4c-7fff-0000"><h1 dir="ltr" style="line-height:1.38;">${docsSpan('Plan', 'font-size:20pt;font-weight:700;')}</h1><br /><p dir="ltr">${docsSpan('plain ')}${docsSpan('bold', 'font-weight:700;')}${docsSpan(' ')}${docsSpan('slanted', 'font-style:italic;')}${docsSpan(' ')}${docsSpan('under', 'text-decoration:underline;')}${docsSpan(' ')}${docsSpan('gone', 'text-decoration:line-through;')}${docsSpan(' ')}${docsSpan('both', 'font-weight:700;font-style:italic;')} <a href="https://x.org/" style="text-decoration:none;">${docsSpan('link', 'color:#1155cc;text-decoration:underline;')}</a>${docsSpan(' ')}${docsSpan('code()', "font-family:'Courier New',monospace;")}${docsSpan(' ')}${docsSpan('marked', 'background-color:#ffff00;')}${docsSpan('2', 'vertical-align:super;')}</p><br /><ul style="margin-top:0;margin-bottom:0;padding-inline-start:48px;">${docsItem(1, 'a')}<ul style="margin-top:0;">${docsItem(2, 'b')}</ul>${docsItem(1, 'c')}</ul><ol>${docsItem(1, 'one')}</ol></b><br class="Apple-interchange-newline">`,
    doc: 'heading("Plan"), paragraph("plain ", strong("bold"), " ", em("slanted"), " ", underline("under"), " ", strike("gone"), " ", strong(em("both")), " ", link("link"), " ", code("code()"), " ", highlight("marked"), sup("2")), bullet_list(list_item(paragraph("a"), bullet_list(list_item(paragraph("b")))), list_item(paragraph("c"))), ordered_list(list_item(paragraph("one")))'
  },
  'Google Docs: boxes, a table, a rule, a picture': {
    html: `<b style="font-weight:normal;" id="docs-internal-guid-2"><ul>${docsItem(1, 'todo', 'role="checkbox" aria-checked="false"').replace('<p ', '<img src="data:image/png;base64,AAAA" width="17px" height="17px" alt="unchecked" aria-roledescription="checkbox" style="margin-right:3px;" /><p ')}${docsItem(1, 'done', 'role="checkbox" aria-checked="true"')}</ul><p dir="ltr"><hr /></p><div dir="ltr" style="margin-left:0pt;" align="left"><table style="border:none;border-collapse:collapse;"><colgroup><col width="100" /><col width="100" /></colgroup><tbody><tr style="height:0pt"><td colspan="2" style="border:solid;vertical-align:top;"><p dir="ltr">${docsSpan('wide', 'font-weight:700')}</p></td></tr><tr><td><p>${docsSpan('x')}</p></td><td><p style="text-align:right">${docsSpan('y')}</p></td></tr></tbody></table></div><p>${docsSpan('<img src="https://lh7-us.googleusercontent.com/abc" width="10" height="10" style="margin-left:0px;" alt="cat"/>')}</p></b>`,
    doc: 'task_list(task_item(paragraph("todo")), task_item(paragraph("done"))), horizontal_rule, table(table_row(table_cell(paragraph(strong("wide")))), table_row(table_cell(paragraph("x")), table_cell(paragraph("y")))), paragraph(image)'
  },
  'Word: lists are paragraphs, headings, a quote': {
    html: word(`<h1>Report<o:p></o:p></h1><p class=MsoNormal>Some <b>bold</b>, <i>slanted</i>, <u>under</u>, <span style='background:yellow;mso-highlight:yellow'>marked</span>.<o:p></o:p></p>${wordItem(1, '·', 'a')}${wordItem(2, 'o', 'b')}${wordItem(3, '§', 'deep')}${wordItem(1, '·', 'c')}${wordItem(1, '3.', 'three', 2)}${wordItem(1, '4.', '<b>four</b>', 2)}${wordItem(2, 'a)', 'inner', 2)}<p class=MsoQuote>said</p><p class=MsoNormal><o:p>&nbsp;</o:p></p><table class=MsoTableGrid border=1><tr style='mso-yfti-irow:0'><td width=301 valign=top style='border:solid'><p class=MsoNormal>x<o:p></o:p></p></td><td><p class=MsoNormal>y<o:p></o:p></p></td></tr></table><p class=MsoNormal><img width=10 src="file:///C:/Users/x/clip_image001.png">end</p>`),
    doc: 'heading("Report"), paragraph("Some ", strong("bold"), ", ", em("slanted"), ", ", underline("under"), ", ", highlight("marked"), "."), bullet_list(list_item(paragraph("a"), bullet_list(list_item(paragraph("b"), bullet_list(list_item(paragraph("deep")))))), list_item(paragraph("c"))), ordered_list(list_item(paragraph("three")), list_item(paragraph(strong("four")), ordered_list(list_item(paragraph("inner"))))), blockquote(paragraph("said")), paragraph, table(table_row(table_cell(paragraph("x")), table_cell(paragraph("y")))), paragraph("end")'
  },
  'Word in the browser: one list for each item': {
    html: `<div class="OutlineElement Ltr SCXW1"><p class="Paragraph SCXW1" role="heading" aria-level="2"><span class="TextRun SCXW1" style="font-weight:bold"><span class="NormalTextRun">Part</span></span><span class="EOP">&nbsp;</span></p></div><div class="OutlineElement Ltr SCXW1"><p class="Paragraph"><span class="TextRun" style="font-weight:bold;font-style:italic">loud</span><span class="TextRun"> text</span><span class="EOP">&nbsp;</span></p></div>${onlineItem('ul', 1, 'a')}${onlineItem('ul', 2, 'b')}${onlineItem('ul', 1, 'c', 2)}${onlineItem('ol', 1, 'one')}${onlineItem('ol', 1, 'two', 2)}`,
    doc: 'heading("Part"), paragraph(strong(em("loud")), " text"), bullet_list(list_item(paragraph("a"), bullet_list(list_item(paragraph("b")))), list_item(paragraph("c"))), ordered_list(list_item(paragraph("one")), list_item(paragraph("two")))'
  },
  'a web page: computed styles on everything': {
    html: `<html><body><!--StartFragment--><h2 style="box-sizing: border-box; margin-top: 24px; font-weight: 600; color: rgb(31, 35, 40); background-color: rgb(255, 255, 255); text-decoration-style: initial;">Use</h2><p style="font-weight: 400; background-color: rgb(255, 255, 255); white-space: normal; text-decoration-thickness: initial;">Call<span> </span><code style="font-family: ui-monospace, SFMono-Regular, monospace; background-color: rgba(129, 139, 152, 0.12); white-space: break-spaces;">go()</code><span> </span><a href="https://x.org/a" style="color: rgb(9, 105, 218); text-decoration: underline;">now</a>.</p><div class="highlight highlight-source-js notranslate" style="font-weight:400"><pre style="font-family: ui-monospace, monospace;"><span class="pl-k" style="color: rgb(207, 34, 46);">let</span> x\n  = 1</pre></div><ul class="contains-task-list"><li class="task-list-item"><input type="checkbox" class="task-list-item-checkbox" disabled checked> did</li></ul><blockquote style="margin:0"><p>said</p></blockquote><hr style="height:1px"><dl><dt>term</dt><dd>what it is</dd></dl><!--EndFragment--></body></html>`,
    doc: 'heading("Use"), paragraph("Call ", code("go()"), " ", link("now"), "."), code_block("let x\\n  = 1"), task_list(task_item(paragraph("did"))), blockquote(paragraph("said")), horizontal_rule, paragraph("term"), paragraph("what it is")'
  },
  'Google Sheets': {
    html: `<meta charset='utf-8'><google-sheets-html-origin><style type="text/css"><!--td {border: 1px solid #cccccc;}br {mso-data-placement:same-cell;}--></style><table xmlns="http://www.w3.org/1999/xhtml" cellspacing="0" cellpadding="0" dir="ltr" border="1" style="table-layout:fixed;font-size:10pt;" data-sheets-root="1"><colgroup><col width="100"/><col width="100"/></colgroup><tbody><tr style="height:21px;"><td style="overflow:hidden;padding:2px 3px;vertical-align:bottom;font-weight:bold;" data-sheets-value="{}">Name</td><td style="background-color:#ffff00;text-align:right;">Sum</td></tr><tr><td>two<br/>lines</td><td style="text-align:right;" data-sheets-formula="=R[-1]C">3.5</td></tr></tbody></table>`,
    text: 'Name\tSum\n"two\nlines"\t3.5',
    doc: 'table(table_row(table_cell(paragraph(strong("Name"))), table_cell(paragraph("Sum"))), table_row(table_cell(paragraph("two", hard_break, "lines")), table_cell(paragraph("3.5"))))'
  },
  'Excel: bold by a class': {
    html: `<html xmlns:x="urn:schemas-microsoft-com:office:excel"><head><meta name=ProgId content=Excel.Sheet><style><!--table {mso-displayed-decimal-separator:"\\.";} .xl65 {font-weight:700; text-align:center;} --></style></head><body link="#0563C1"><table border=0 cellpadding=0 cellspacing=0 width=128 style='border-collapse:collapse;width:96pt'><!--StartFragment--><col width=64 span=2 style='width:48pt'><tr height=20 style='height:15.0pt'><td colspan=2 height=20 class=xl65 width=128 style='height:15.0pt;mso-ignore:colspan'>Total</td></tr><tr><td align=right>1</td><td></td></tr><!--EndFragment--></table></body></html>`,
    doc: 'table(table_row(table_cell(paragraph(strong("Total")))), table_row(table_cell(paragraph("1")), table_cell(paragraph)))'
  },
  'cells as text': { text: 'a\tb\nc\td', doc: 'table(table_row(table_cell(paragraph("a")), table_cell(paragraph("b"))), table_row(table_cell(paragraph("c")), table_cell(paragraph("d"))))' },
  'VS Code': {
    html: `<meta charset='utf-8'><div style="color: #d4d4d4;background-color: #1e1e1e;font-family: Menlo, Monaco, 'Courier New', monospace;font-weight: normal;font-size: 12px;line-height: 18px;white-space: pre;"><div><span style="color: #569cd6;">const</span><span style="color: #d4d4d4;"> a = </span></div><br><div><span>  1</span></div></div>`,
    text: 'const a = \n\n  1', types: { 'vscode-editor-data': '{"version":1,"isFromEmptySelection":false,"multicursorText":null,"mode":"typescript","editorCommandId":"editor.action.clipboardCopyAction"}' },
    doc: 'code_block("const a = \\n\\n  1")'
  },
  'VS Code, without its own type': {
    html: `<meta charset='utf-8'><div style="color: #d4d4d4;font-family: Menlo, Monaco, 'Courier New', monospace;white-space: pre;"><div><span style="color: #569cd6;">if</span><span> (x) {</span></div><div><span>  y()</span></div><br><div><span>}</span></div></div>`,
    text: 'if (x) {\n  y()\n\n}', doc: 'code_block("if (x) {\\n  y()\\n\\n}")'
  },
  'VS Code: a piece of a line': {
    html: `<div style="font-family: Consolas, 'Courier New', monospace;white-space: pre;"><div><span style="color: #9cdcfe;">forEach</span></div></div>`,
    text: 'forEach', types: { 'vscode-editor-data': '{"version":1,"mode":"javascript"}' }, doc: 'paragraph(code("forEach"))'
  },
  'VS Code: Markdown': { text: '# Title\n\n- a\n- b', types: { 'vscode-editor-data': '{"version":1,"mode":"markdown"}' }, doc: 'heading("Title"), bullet_list(list_item(paragraph("a")), list_item(paragraph("b")))' },
  'IntelliJ': {
    html: `<html><head><meta http-equiv="content-type" content="text/html; charset=UTF-8"></head><body><pre style="background-color:#2b2b2b;color:#a9b7c6;font-family:'JetBrains Mono',monospace;font-size:9.8pt;"><span style="color:#cc7832;">val </span>x = <span style="color:#6897bb;">1<br></span>print(x)</pre></body></html>`,
    doc: 'code_block("val x = 1\\nprint(x)")'
  },
  'Notion': {
    html: `<meta charset='utf-8'><h2>Week</h2>\n<ul>\n<li>[ ]  open</li>\n<li>[x]  <strong>done</strong></li>\n</ul>\n<pre><code class="language-python">print(1)\n</code></pre>\n<blockquote>said</blockquote>\n<!-- notionvc: 0a1b2c -->`,
    text: '## Week\n\n- [ ]  open', doc: 'heading("Week"), task_list(task_item(paragraph("open")), task_item(paragraph(strong("done")))), code_block("print(1)\\n"), blockquote(paragraph("said"))'
  },
  'Apple Notes: styles by class': {
    html: `<!DOCTYPE html><html><head><meta http-equiv="Content-Style-Type" content="text/css"><style type="text/css">p.p1 {margin: 0.0px 0.0px 0.0px 0.0px; font: 28.0px 'Helvetica Neue'} span.s1 {font-weight: bold} span.s2 {text-decoration: underline} li.li1 {margin: 0px}</style></head><body><p class="p1"><span class="s1">Shopping</span> <span class="s2">today</span></p><ul class="ul1"><li class="li1"><span class="s3"></span>milk</li><li class="li1">eggs<ul class="ul1"><li class="li1">six</li></ul></li></ul></body></html>`,
    doc: 'paragraph(strong("Shopping"), " ", underline("today")), bullet_list(list_item(paragraph("milk")), list_item(paragraph("eggs"), bullet_list(list_item(paragraph("six")))))'
  },
  'Markdown as text': { text: '## Two\n\n1. a\n2. b\n\n```js\nx\n```\n\n| a |\n| - |\n| b |', doc: 'heading("Two"), ordered_list(list_item(paragraph("a")), list_item(paragraph("b"))), code_block("x"), table(table_row(table_header(paragraph("a"))), table_row(table_cell(paragraph("b"))))' },
  'plain text': { text: 'one\ntwo\n\nthree', doc: 'paragraph("one"), paragraph("two"), paragraph("three")' },
  'a page that would like to run': {
    html: `<p onclick="window.ran=1">a<script>window.ran=1</script><img src="x" onerror="window.ran=1"><a href="javascript:window.ran=1">b</a><a href="data:text/html,<script>1</script>">c</a></p><iframe src="https://evil.example/" srcdoc="<script>parent.ran=1</script>"></iframe><svg onload="window.ran=1"><script>window.ran=1</script><text>label</text></svg><object data="x"></object><style>body{display:none}</style><math><mtext></mtext></math><form action="https://evil.example/"><input name="q" value="v"><button>go</button></form><p style="background:url(https://evil.example/pixel)">d</p><img src="https://evil.example/pixel.gif" alt="pixel"><video src="https://evil.example/v" autoplay></video><template><p>hidden</p></template><p hidden>unseen</p><p style="display: none">unseen</p>`,
    doc: 'paragraph("abc"), paragraph("d"), paragraph(image)'
  },
  'a picture in the paste itself': {
    html: '<p>x <img src="data:image/png;base64,iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAYAAAAfFcSJAAAADUlEQVR42mNk+M9QDwADhgGAWjR9awAAAABJRU5ErkJggg==" alt="dot"> <img src="data:image/svg+xml;base64,PHN2Zy8+" alt="no"></p>',
    doc: 'paragraph("x ", image)'
  }
}
