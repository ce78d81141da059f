import type { JSX, RefObject } from 'preact'
import type { Command } from 'prosemirror-state'
import type { Editor } from '../../editor/editor.ts'
import type { Units } from '../../editor/handle/units.ts'
import type { IconName } from '../icons.tsx'
import { autoUpdate, computePosition, flip, offset, shift, size } from '@floating-ui/dom'
import { useEffect, useRef } from 'preact/hooks'
import { KEYS } from '../../editor/keymap.ts'
import { continueNumbers, restartNumbers } from '../../schema/lists.ts'
import { duplicate, moveBy, remove, selectAround } from '../../editor/handle/move.ts'
import { TURNS, turnInto } from '../../editor/handle/turn.ts'
import { nodesOf } from '../../editor/handle/units.ts'
import { closeBlockMenu } from '../../editor/plugins/block-menu.ts'
import { blockIcon, blockLabel } from '../block-items.ts'
import { words } from '../words.ts'
import { keyName } from '../key-names.ts'
import { Icon } from '../icons.tsx'
import { onMenuKey } from '../parts/arrow-keys.ts'

interface BlockMenuProps {
  editor: Editor
  units: Units
  anchor: RefObject<HTMLElement>
  version: number
  onCopyLink: (pos: number) => void
}

interface Item {
  name: string
  label: string
  icon: IconName
  key?: keyof typeof KEYS
  command?: Command
  run: () => void
  /** The menu stays open, about something else. */
  stays?: boolean
}

const MARGIN = 8
/** Lower than most windows: the block that it is about should stay in sight. */
const MAX_HEIGHT = 480

/** What can be done with the blocks that the cursor is in. The focus is in it while it is open. */
export function BlockMenu ({ editor, units, anchor, version, onCopyLink }: BlockMenuProps): JSX.Element {
  const root = useRef<HTMLDivElement>(null)
  const { view } = editor
  const count = nodesOf(view.state.doc, units).length
  const buttons = (): HTMLElement[] => [...root.current?.querySelectorAll<HTMLElement>('[role=menuitem]') ?? []]
  const close = (): void => {
    closeBlockMenu(view)
    view.focus()
  }

  useEffect(() => {
    const menu = root.current
    const handle = anchor.current
    if (menu === null || handle === null) return undefined
    const place = (): void => {
      computePosition(handle, menu, {
        placement: 'bottom-start',
        strategy: 'fixed',
        middleware: [
          offset(4), flip({ padding: MARGIN, fallbackPlacements: ['top-start', 'right-start'], fallbackStrategy: 'bestFit' }), shift({ padding: MARGIN }),
          size({ padding: MARGIN, apply: ({ availableHeight }) => { menu.style.maxHeight = `${Math.max(160, Math.min(MAX_HEIGHT, availableHeight))}px` } })
        ]
      }).then(({ x, y }) => {
        menu.style.left = `${x}px`
        menu.style.top = `${y}px`
      }, () => {})
    }
    return autoUpdate(handle, menu, place)
  }, [units.from, version])

  useEffect(() => {
    buttons()[0]?.focus({ preventScroll: true })
    const outside = (event: Event): void => {
      if (!(event.target instanceof Node) || root.current?.contains(event.target) === true || anchor.current?.contains(event.target) === true) return
      closeBlockMenu(view)
    }
    document.addEventListener('pointerdown', outside, true)
    return () => { document.removeEventListener('pointerdown', outside, true) }
  }, [])

  const onKeyDown = (event: KeyboardEvent): void => { onMenuKey(event, buttons(), close) }

  const { blockMenu } = words
  const doing = (name: string, label: string, icon: IconName, command: Command, key?: keyof typeof KEYS): Item =>
    ({ name, label, icon, command, ...key === undefined ? {} : { key }, run: () => { editor.run(command) } })
  const copyLink: Item = { name: 'copyLink', label: blockMenu.copyLink, icon: 'link', run: () => { onCopyLink(units.from) } }
  const actions: Item[] = !editor.editable ? [copyLink] : [
    doing('duplicate', blockMenu.duplicate, 'copy', duplicate, 'duplicate'),
    doing('delete', blockMenu.delete, 'trash', remove),
    doing('moveUp', blockMenu.moveUp, 'up', moveBy(-1), 'moveUp'),
    doing('moveDown', blockMenu.moveDown, 'down', moveBy(1), 'moveDown'),
    copyLink,
    { ...doing('around', blockMenu.around, 'around', selectAround), stays: true, run: () => { selectAround(view.state, view.dispatch) } }
  ]
  const { state } = view
  const further = editor.editable ? continueNumbers(state) : null
  const again = editor.editable ? restartNumbers(state) : null
  if (further !== null) actions.push(doing('continueNumbers', blockMenu.continueNumbers, 'numbers', further))
  if (again !== null) actions.push(doing('restartNumbers', blockMenu.restartNumbers, 'numbers', again))
  const turns = !editor.editable ? [] : TURNS.map((block): Item => doing(block.name, blockLabel(block.name), blockIcon(block.name), turnInto(block)))
    .filter(({ command }) => command?.(view.state) === true)
  const item = ({ name, label, icon, key, command, run, stays }: Item): JSX.Element => {
    const possible = command === undefined || command(view.state)
    return (
      <button
        key={name} type="button" role="menuitem" tabIndex={-1} class="menu-item" data-name={name} aria-disabled={!possible}
        onMouseDown={(event) => { event.preventDefault() }}
        onClick={() => {
          if (!possible) return
          if (stays === true) {
            run()
            return
          }
          // The command first: it is about what is taken, which closing lets go of.
          run()
          close()
        }}
      >
        <Icon name={icon} />
        <span>{label}</span>
        {key !== undefined && <kbd aria-hidden="true">{keyName(KEYS[key])}</kbd>}
      </button>
    )
  }
  return (
    <div
      ref={root} class="menu block-menu" role="menu" data-testid="block-menu" onKeyDown={onKeyDown}
      aria-label={count > 1 ? blockMenu.labelMany(count) : blockMenu.label}
    >
      <div role="group" class="table-menu-group">{actions.map(item)}</div>
      {turns.length > 0 && (
        <div role="group" class="table-menu-group" aria-label={blockMenu.turnInto}>
          <p class="menu-heading" aria-hidden="true">{blockMenu.turnInto}</p>
          {turns.map(item)}
        </div>
      )}
    </div>
  )
}
