import test from 'brittle'
import { SCHEMA_VERSION } from '../../../core/format/version.ts'
import { HISTORY, schemaOf, unlisted } from '../../../app/schema/history.ts'
import { schema } from '../../../app/schema/index.ts'

test('history - every type says since when it is known, and the engine goes by the last version', async (t) => {
  t.alike(unlisted(schema), [], 'a new type stands in the last list')
  t.is(HISTORY.length, SCHEMA_VERSION)
  const names = HISTORY.flat()
  t.is(new Set(names).size, names.length, 'each once')
  t.is(HISTORY[0]?.join(' '), 'doc text paragraph heading bullet_list ordered_list task_list list_item task_item blockquote code_block horizontal_rule ' +
    'table table_row table_cell table_header image hard_break unknown_block unknown_inline strong em underline strike code link unknown_mark',
  'what was released stays as it is')
})

test('history - a text needs what its newest part needs', async (t) => {
  const { nodes, marks } = schema
  const plain = nodes.paragraph.create(null, schema.text('plain', [marks.strong.create()]))
  const marked = nodes.paragraph.create(null, schema.text('marked', [marks.highlight.create()]))
  t.is(schemaOf(plain), 1)
  t.is(schemaOf(nodes.blockquote.create(null, [plain, marked])), 2, 'also deep inside')
  t.is(schemaOf([marks.highlight.create()]), 2)
})
