// Code and formulas as text: two people at once, indenting, colours.
import test from 'brittle'
import { readFileSync } from 'node:fs'
import { EditorState, TextSelection } from 'prosemirror-state'
import type { Command } from 'prosemirror-state'
import * as Y from 'yjs'
import { shifted } from '../../../app/editor/highlight/colours.ts'
import { KINDS } from '../../../app/editor/highlight/kinds.ts'
import { findLanguages, languageName, languageOf, LANGUAGES } from '../../../app/editor/highlight/languages.ts'
import { tokensOf } from '../../../app/editor/highlight/tokens.ts'
import { mergeText } from '../../../app/editor/math/merge.ts'
import { problemOf } from '../../../app/editor/math/problem.ts'
import { indentCode, newLineOfCode } from '../../../app/editor/plugins/code.ts'
import { schema } from '../../../app/schema/index.ts'
import { en } from '../../../app/ui/words/en.ts'
import { FakeView } from '../schema/fake-view.ts'

const { nodes } = schema

/** Code in which `|` is where the cursor stands, or both ends of the selection. */
function codeAt (marked: string): EditorState {
  const [first, second] = [marked.indexOf('|'), marked.lastIndexOf('|')]
  const code = marked.replaceAll('|', '')
  const doc = nodes.doc.create(null, nodes.code_block.create(null, schema.text(code)))
  return EditorState.create({ doc, selection: TextSelection.create(doc, first + 1, second > first ? second : first + 1) })
}

function done (state: EditorState, command: Command): string {
  let after = state
  command(state, (transaction) => { after = state.apply(transaction) })
  return after.doc.textContent
}

test('code - Tab, Shift-Tab and Enter', (t) => {
  t.is(done(codeAt('a|b'), indentCode(1)), 'a b', 'to the next stop')
  t.is(done(codeAt('if x:\n    y\n|z'), indentCode(1)), 'if x:\n    y\n    z', 'as this code does')
  t.is(done(codeAt('{\n\ta\nb|'), indentCode(1)), '{\n\ta\nb\t')
  t.is(done(codeAt('|a\n\nb|\nc'), indentCode(1)), '  a\n\n  b\nc', 'several lines, not the empty one')
  t.is(done(codeAt('|a\nb\n|c'), indentCode(1)), '  a\n  b\nc', 'a line that is only touched stays')
  t.is(done(codeAt('  |a\n b\nc|'), indentCode(-1)), 'a\nb\nc')
  t.is(done(codeAt('a\n  b|'), newLineOfCode), 'a\n  b\n  ', 'Enter keeps the indentation')
  t.is(done(codeAt('f () {|'), newLineOfCode), 'f () {\n  ')
  t.is(done(codeAt('|  a'), newLineOfCode), '\n  a')
})

for (const name of ['code_block', 'math_block'] as const) {
  test(`two people type in one ${name} at the same time`, (t) => {
    const [ada, ben] = [new Y.Doc(), new Y.Doc()]
    const block = new Y.XmlElement(name)
    ada.getXmlFragment('prosemirror').insert(0, [block])
    block.insert(0, [new Y.XmlText('a + b')])
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada))
    const [left, right] = [new FakeView(ada, true), new FakeView(ben, true)]
    left.dispatch(left.state.tr.insertText('x = ', 1))
    right.dispatch(right.state.tr.insertText(' + c\n', 6))
    Y.applyUpdate(ada, Y.encodeStateAsUpdate(ben))
    Y.applyUpdate(ben, Y.encodeStateAsUpdate(ada))
    for (const { state } of [left, right]) t.is(String(state.doc), `doc(${name}("x = a + b + c\\n"))`)
    left.destroy()
    right.destroy()
  })
}

test('one value that two people change: both changes count where they are apart', (t) => {
  t.is(mergeText('a+b', 'z+a+b', 'a+b+c'), 'z+a+b+c')
  t.is(mergeText('a+b', 'a+b+c', 'z+a+b'), 'z+a+b+c')
  t.is(mergeText('a+b', 'a+b', 'x'), 'x')
  t.is(mergeText('a+b', 'y', 'a+b'), 'y')
  t.is(mergeText('a+b', 'a*b', 'a-b'), 'a*b', 'in the same place the one who types here')
  t.is(mergeText('', 'x', 'y'), 'yx')
  t.is(mergeText('a', 'ab', 'abc'), 'abc', 'what was built on ours is not doubled')
  t.is(mergeText('abc', 'bc', 'ab'), 'b')
})

test('what is wrong with a formula is said in words', (t) => {
  const said = (rawMessage: string, position?: number): string => problemOf({ rawMessage, ...position === undefined ? {} : { position } }, 'a\n\\foo', en.editor.math)
  t.is(said('Undefined control sequence: \\foo', 2), 'There is no command \\foo. (Line 2, character 1.)')
  t.is(said("Expected '}', got 'EOF'", 6), 'Something that was opened is not closed. (At the end.)')
  t.is(said("Expected 'EOF', got '}'", 0), '“}” does not fit here. (Line 1, character 1.)')
  t.is(problemOf(new RangeError('Maximum call stack'), 'x', en.editor.math), en.editor.math.deep)
})

test('languages - as people type them, kept as they are', async (t) => {
  for (const [typed, id, name] of [['js', 'javascript', 'JavaScript'], ['C++', 'cpp', 'C++'], ['ts {1,3}', 'typescript', 'TypeScript'], ['Html', 'xml', 'HTML, XML'], ['brainfuck', null, 'brainfuck'], ['', null, '']] as const) {
    t.is(languageOf(typed), id)
    t.is(languageName(typed), name)
  }
  t.is(findLanguages('py')[0]![0], 'python')
  t.ok(findLanguages('script').some(([id]) => id === 'typescript'))
  const names = LANGUAGES.flatMap(([id, , aliases]) => [id, ...aliases])
  t.is(new Set(names).size, names.length, 'no name means two')
  for (const [id] of LANGUAGES) t.ok((await tokensOf(id, '# a "b" 12 // c\nif true then end')) instanceof Uint32Array, id)
})

test('colours - of the right stretches, also after an edit', async (t) => {
  const code = 'const a = "b" // c'
  const tokens = await tokensOf('javascript', code)
  const read = (all: Uint32Array, text: string): string[] => Array.from({ length: all.length / 3 }, (_, i) => `${KINDS[all[i * 3 + 2]!]} ${text.slice(all[i * 3], all[i * 3 + 1])}`)
  t.alike(read(tokens, code), ['keyword const', 'string "b"', 'comment // c'])
  const edited = 'const abc = "b" // c'
  t.alike(read(shifted(tokens, code, edited), edited), ['keyword const', 'string "b"', 'comment // c'])
  t.is((await tokensOf('nothing', code)).length, 0)
})

test('colours - can be read in both schemes', (t) => {
  const css = (file: string): string => readFileSync(new URL(`../../../app/ui/${file}.css`, import.meta.url), 'utf8')
  const themes = (text: string): string[] => [/:root \{([^}]*)\}/.exec(text)![1]!, /data-theme="dark"\] \{([^}]*)\}/.exec(text)![1]!]
  const value = (text: string, name: string): string => new RegExp(`--${name}: (#[0-9a-f]{6})`).exec(text)?.[1] ?? ''
  const light = (hex: string): number => {
    const [r = 0, g = 0, b = 0] = [1, 3, 5].map((at) => Number.parseInt(hex.slice(at, at + 2), 16) / 255).map((c) => c <= 0.04045 ? c / 12.92 : ((c + 0.055) / 1.055) ** 2.4)
    return 0.2126 * r + 0.7152 * g + 0.0722 * b
  }
  themes(css('code')).forEach((theme, i) => {
    const ground = light(value(themes(css('tokens'))[i]!, 'sunken'))
    for (const kind of KINDS) {
      const [high, low] = [light(value(theme, `code-${kind}`)), ground].toSorted((a, b) => b - a) as [number, number]
      t.ok((high + 0.05) / (low + 0.05) >= 4.5, `${kind}: ${((high + 0.05) / (low + 0.05)).toFixed(1)}`)
    }
  })
})
