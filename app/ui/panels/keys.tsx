import type { JSX } from 'preact'
import { KEYS } from '../../editor/keymap.ts'
import { words } from '../words.ts'
import { useStore } from '../store.ts'
import { keyName } from '../key-names.ts'
import { PAGE_KEYS } from '../page-keys.ts'
import { Dialog } from '../parts/dialog.tsx'

type Row = [label: string, ...keys: string[]]

/** What can be done with the keyboard. Opened by “?” anywhere outside of a text. */
export function KeysDialog (): JSX.Element {
  const store = useStore()
  const { toolbar, keys } = words
  const key = (name: keyof typeof KEYS): string => keyName(KEYS[name])
  const groups: [string, Row[]][] = [
    [keys.groups.text, [
      [toolbar.bold, key('bold')], [toolbar.italic, key('italic')], [toolbar.underline, key('underline')],
      [toolbar.strike, key('strike')], [toolbar.code, key('code')], [toolbar.link, key('link')],
      [toolbar.highlight, key('highlight')], [toolbar.sub, key('sub')], [toolbar.sup, key('sup')], [toolbar.clear, key('clear')]
    ]],
    [keys.groups.blocks, [
      [toolbar.paragraph, key('paragraph')], [`${toolbar.heading(1)} – 6`, key('heading1'), '… 6'],
      [toolbar.bullets, key('bullets')], [toolbar.numbers, key('numbers')], [toolbar.tasks, key('tasks')],
      [toolbar.quote, key('quote')], [toolbar.codeBlock, key('codeBlock')], [words.editor.codeLanguage, key('codeLanguage')], [toolbar.mathBlock, key('mathBlock')], [toolbar.mathInline, key('mathInline')], [toolbar.divider, key('divider')],
      [keys.footnote, key('footnote')], [keys.table, key('table')], [keys.nextCell, 'Tab'], [keys.selectCells, keyName('Shift-Arrow')]
    ]],
    [keys.groups.moving, [
      [keys.undo, key('undo')], [keys.redo, key('redo'), keyName('Mod-y')], [keys.lineBreak, key('hardBreak')],
      [keys.indent, key('indent')], [keys.outdent, key('outdent')], [keys.toggleTask, key('toggleTask')],
      [keys.blockMenu, key('blockMenu')], [keys.moveUp, key('moveUp')], [keys.moveDown, key('moveDown')], [keys.duplicate, key('duplicate')],
      [keys.find, keyName(PAGE_KEYS.find)], [words.document.print, keyName(PAGE_KEYS.print)], [keys.palette, keyName(PAGE_KEYS.palette)],
      [keys.plainPaste, keyName('Mod-Shift-v')], [keys.toolbar, keyName(PAGE_KEYS.toolbar)], [keys.leave, 'Esc', 'Tab'], [keys.help, '?']
    ]],
    [keys.groups.markdown, [
      [keys.slash, '/'], [keys.mention, '@'], [keys.documentLink, '[['], [keys.emoji, ':…:'],
      [toolbar.heading(1), '# '], [toolbar.bullets, '- '], [toolbar.numbers, '1. '], [toolbar.tasks, '[] '],
      [toolbar.quote, '> '], [toolbar.callout, '!!! '], [toolbar.section, '+++ '], [toolbar.codeBlock, '```'], [toolbar.mathBlock, '$$'], [toolbar.mathInline, '$…$'], [toolbar.divider, '---'], [toolbar.table, '|||'], [toolbar.bold, '**…**'],
      [toolbar.italic, '*…*'], [toolbar.code, '`…`'], [toolbar.strike, '~~…~~'], [toolbar.highlight, '==…=='],
      [toolbar.sub, '~…~'], [toolbar.sup, '^…^'], [toolbar.link, '[…](https://…)']
    ]]
  ]
  return (
    <Dialog heading={keys.heading} onClose={() => { store.dialog.value = null }} wide>
      <div class="key-groups">
        {groups.map(([heading, rows]) => (
          <section key={heading}>
            <h3>{heading}</h3>
            <dl>
              {rows.map(([label, ...names]) => (
                <div key={label} class="key-row">
                  <dt>{label}</dt>
                  <dd>{names.map((name) => <kbd key={name}>{name}</kbd>)}</dd>
                </div>
              ))}
            </dl>
          </section>
        ))}
      </div>
    </Dialog>
  )
}
