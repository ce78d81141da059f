import type { JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import type { FindOptions } from '../../editor/plugins/find.ts'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { findNext, findPrev } from 'prosemirror-search'
import { ACTIVE_MATCH, findCount, findFrom, findProblem, replaceEach, replaceSelected, setFind } from '../../editor/plugins/find.ts'
import { words } from '../words.ts'
import { Button, IconButton } from '../parts/button.tsx'

/** More text than this is not searched at every letter. */
const LARGE = 100_000
const PAUSE = 150
const MAX_PREFILL = 100
const SWITCHES = [['caseSensitive', 'case', 'Aa'], ['wholeWord', 'word', 'W'], ['regexp', 'regexp', '.*']] as const

interface FindBarProps {
  editor: Editor
  /** Rises each time it is asked for, also when it is open. */
  asked: number
  version: number
  onClose: () => void
}

/** Find and replace. It goes through the text from where the cursor was, and leaves the cursor at the last match. */
export function FindBar ({ editor, asked, version, onClose }: FindBarProps): JSX.Element {
  const options = useSignal<FindOptions>({ text: '', replace: '', caseSensitive: false, wholeWord: false, regexp: false })
  const said = useSignal('')
  const pending = useSignal(false)
  const field = useRef<HTMLInputElement>(null)
  const start = useRef(0)
  const timer = useRef<ReturnType<typeof setTimeout> | undefined>(undefined)
  const { view } = editor
  const { count, current } = findCount(view.state)
  const problem = findProblem(options.value)

  const run = (command: typeof findNext): boolean => {
    const done = command(view.state, (transaction) => { view.dispatch(transaction) }, view)
    if (done) reveal(editor)
    return done
  }
  const look = (): void => {
    pending.value = false
    setFind(view, options.value)
    run(findFrom(start.current))
  }
  const change = (part: Partial<FindOptions>): void => {
    options.value = { ...options.value, ...part }
    said.value = ''
    if ('replace' in part) {
      if (!pending.value) setFind(view, options.value)
      return
    }
    clearTimeout(timer.current)
    pending.value = view.state.doc.content.size > LARGE
    if (pending.value) timer.current = setTimeout(look, PAUSE)
    else look()
  }
  /** Looks at once for what waits for a pause in the typing; false when nothing waits. */
  const hurry = (): boolean => {
    if (!pending.value) return false
    clearTimeout(timer.current)
    look()
    return true
  }
  const step = (command: typeof findNext): void => {
    said.value = ''
    if (!hurry() && run(command)) start.current = view.state.selection.from
  }

  // At once, before the next paint: the next key is meant for the field.
  useLayoutEffect(() => {
    const { from, to, empty } = view.state.selection
    start.current = from
    const selected = empty ? '' : view.state.doc.textBetween(from, to, '\n')
    if (selected !== '' && selected.length <= MAX_PREFILL && !selected.includes('\n')) change({ text: selected })
    field.current?.focus()
    field.current?.select()
  }, [asked])
  // A document that was bound anew has forgotten what is looked for.
  useEffect(() => { if (!pending.value) setFind(view, options.value) }, [version])
  useEffect(() => () => {
    clearTimeout(timer.current)
    if (!view.isDestroyed) setFind(view, null)
  }, [view])

  const replaceOne = (): void => {
    hurry()
    run(replaceSelected)
    step(findNext)
  }
  const replaceAll = (): void => {
    hurry()
    const found = findCount(view.state).count
    if (run(replaceEach)) said.value = words.find.replaced(found)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || event.isComposing) return
    event.preventDefault()
    onClose()
    view.focus()
  }
  const onEnter = (run: (event: KeyboardEvent) => void) => (event: KeyboardEvent): void => {
    if (event.key !== 'Enter' || event.isComposing) return
    event.preventDefault()
    run(event)
  }
  const asking = options.value.text !== '' && problem === null && !pending.value
  const state = !asking ? '' : count === 0 ? words.find.none : current === 0 ? words.find.some(count) : words.find.at(current, count)
  return (
    <div class="find-bar" role="search" aria-label={words.find.label} data-testid="find-bar" onKeyDown={onKeyDown}>
      <div class="find-row">
        <div class="find-field">
          <input
            dir="auto" ref={field} class="input" type="text" aria-label={words.find.find} placeholder={words.find.find} autocomplete="off" spellcheck={false}
            aria-invalid={problem !== null} aria-describedby="find-problem" value={options.value.text}
            onInput={(event) => { change({ text: event.currentTarget.value }) }}
            onKeyDown={onEnter((event) => { step(event.shiftKey ? findPrev : findNext) })}
          />
          <span class="find-count" role="status" data-testid="find-count">{said.value === '' ? state : said.value}</span>
        </div>
        <div class="find-tools">
          {SWITCHES.map(([option, name, sign]) => (
            <button
              key={option} type="button" class="icon-button find-switch" aria-pressed={options.value[option]} aria-label={words.find[name]} title={words.find[name]}
              onClick={() => { change({ [option]: !options.value[option] }) }}
            ><span aria-hidden="true">{sign}</span>
            </button>
          ))}
          <IconButton icon="up" label={words.find.previous} shortcut="Shift+Enter" onClick={() => { step(findPrev) }} />
          <IconButton icon="down" label={words.find.next} shortcut="Enter" onClick={() => { step(findNext) }} />
          <IconButton icon="close" label={words.find.close} shortcut="Esc" onClick={() => { onClose(); view.focus() }} />
        </div>
      </div>
      <p class="problem" id="find-problem" role="alert">{problem === null ? '' : words.find.bad(problem)}</p>
      {editor.editable && (
        <div class="find-row">
          <div class="find-field">
            <input
              dir="auto" class="input" type="text" aria-label={words.find.replace} placeholder={words.find.replace} autocomplete="off" value={options.value.replace}
              onInput={(event) => { change({ replace: event.currentTarget.value }) }} onKeyDown={onEnter(replaceOne)}
            />
          </div>
          <div class="find-tools">
            <Button onClick={replaceOne}>{words.find.replaceOne}</Button>
            <Button onClick={replaceAll}>{words.find.replaceAll}</Button>
          </div>
        </div>
      )}
    </div>
  )
}

/** The editor scrolls to its selection only while it has the focus, and here the field has it. */
function reveal ({ view }: Editor): void {
  const match = view.dom.querySelector(`.${ACTIVE_MATCH}`)
  if (match === null) return
  const { top, bottom } = match.getBoundingClientRect()
  const bars = document.querySelector('.document-bars')?.getBoundingClientRect().bottom ?? 0
  if (top < bars + 8 || bottom > window.innerHeight - 40) match.scrollIntoView({ block: 'center' })
}
