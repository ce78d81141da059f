import type { JSX } from 'preact'
import type { Findable } from '../../editor/filter.ts'
import type { IconName } from '../icons.tsx'
import { useEffect, useLayoutEffect, useRef } from 'preact/hooks'
import { useSignal } from '@preact/signals'
import { filter } from '../../editor/filter.ts'
import { words } from '../words.ts'
import { keyName } from '../key-names.ts'
import { Icon } from '../icons.tsx'
import { Dialog } from '../parts/dialog.tsx'

export interface PaletteCommand extends Findable {
  id: string
  icon: IconName
  /** As the keymap writes it. */
  key?: string | undefined
  run: () => void
}

const LIST = 'palette-list'

/** Everything that can be done here, by its name. */
export function Palette ({ commands, onClose }: { commands: readonly PaletteCommand[], onClose: () => void }): JSX.Element {
  const typed = useSignal('')
  const index = useSignal(0)
  const input = useRef<HTMLInputElement>(null)
  const list = useRef<HTMLDivElement>(null)
  const found = filter(commands, typed.value)
  const at = Math.max(0, Math.min(index.value, found.length - 1))

  useLayoutEffect(() => { input.current?.focus() }, [])
  useEffect(() => { list.current?.querySelector('[aria-selected="true"]')?.scrollIntoView({ block: 'nearest' }) }, [at, typed.value])

  const choose = (command: PaletteCommand | undefined): void => {
    if (command === undefined) return
    onClose()
    // When the dialog is gone, and with it the focus that it gives back.
    setTimeout(command.run, 0)
  }
  const onKeyDown = (event: KeyboardEvent): void => {
    if (event.isComposing) return
    const step = { ArrowDown: 1, ArrowUp: -1 }[event.key]
    if (step !== undefined && found.length > 0) {
      event.preventDefault()
      index.value = (at + step + found.length) % found.length
    } else if (event.key === 'Enter') {
      event.preventDefault()
      choose(found[at])
    }
  }
  const marked = found[at]
  return (
    <Dialog heading={words.palette.heading} onClose={onClose}>
      <div class="palette" data-testid="palette">
        <input
          dir="auto" ref={input} class="input" type="text" role="combobox" aria-expanded="true" aria-controls={LIST} aria-autocomplete="list"
          {...marked === undefined ? {} : { 'aria-activedescendant': optionId(marked) }}
          aria-label={words.palette.search} placeholder={words.palette.search} autocomplete="off" spellcheck={false}
          value={typed.value} onInput={(event) => { typed.value = event.currentTarget.value; index.value = 0 }} onKeyDown={onKeyDown}
        />
        <p class="visually-hidden" role="status">{found.length === 0 ? '' : words.palette.found(found.length)}</p>
        {found.length === 0 && <p class="choices-none" role="status">{words.palette.none}</p>}
        <div ref={list} class="palette-list" role="listbox" id={LIST} aria-label={words.palette.list}>
          {found.map((command, n) => (
            <div
              key={command.id} id={optionId(command)} role="option" class="choice" aria-selected={n === at}
              onMouseMove={() => { if (n !== at) index.value = n }} onClick={() => { choose(command) }}
            >
              <Icon name={command.icon} />
              <span class="choice-label">{command.label}</span>
              {command.key !== undefined && <kbd>{keyName(command.key)}</kbd>}
            </div>
          ))}
        </div>
      </div>
    </Dialog>
  )
}

function optionId ({ id }: PaletteCommand): string {
  return `palette-${id}`
}
