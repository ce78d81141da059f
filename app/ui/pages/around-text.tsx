/** What stands around the text and follows it. Each reads the editor's version itself, so that the page need not. */
import type { JSX } from 'preact'
import type { PaletteCommand } from '../panels/palette.tsx'
import type { OpenDocument } from './open-document.ts'
import type { WaysIn } from './ways-in.ts'
import { BlockHandle } from '../panels/block-handle.tsx'
import { Bubble } from '../panels/bubble.tsx'
import { FindBar } from '../panels/find-bar.tsx'
import { ImageDialog } from '../panels/image-dialog.tsx'
import { Outline, OutlineDialog } from '../panels/outline.tsx'
import { Palette } from '../panels/palette.tsx'
import { SuggestMenus } from '../panels/suggest-menus.tsx'
import { TextCountLine } from '../panels/text-count.tsx'
import { textCommands } from './text-commands.ts'

interface AroundProps {
  open: OpenDocument
  ways: WaysIn
}

export function Find ({ open, ways }: AroundProps): JSX.Element | null {
  const editor = open.editor.value
  if (editor === null || ways.finding.value === 0) return null
  return <FindBar editor={editor} asked={ways.finding.value} version={open.version.value} onClose={() => { ways.finding.value = 0 }} />
}

export function OutlineRail ({ open, ways }: AroundProps): JSX.Element | null {
  const editor = open.editor.value
  if (editor === null || !ways.wide.value || !ways.outline.value || !ways.hasHeadings.value) return null
  return <div class="outline-rail"><Outline editor={editor} version={open.version.value} /></div>
}

/** What opens at the cursor or at the selection. */
export function AtCursor ({ open, ways }: AroundProps): JSX.Element | null {
  const editor = open.editor.value
  if (editor === null) return null
  const version = open.version.value
  return (
    <>
      <SuggestMenus editor={editor} version={version} />
      <Bubble editor={editor} version={version} />
      <BlockHandle editor={editor} version={version} onCopyLink={ways.copyLink} />
    </>
  )
}

export function Foot ({ open }: { open: OpenDocument }): JSX.Element | null {
  const editor = open.editor.value
  if (editor === null) return null
  return <footer class="document-foot"><TextCountLine editor={editor} version={open.version.value} /></footer>
}

/** The sheets that are about the text. `commands` are those of the page. */
export function TextSheets ({ open, ways, commands }: AroundProps & { commands: readonly PaletteCommand[] }): JSX.Element | null {
  const editor = open.editor.value
  const close = (): void => { ways.sheet.value = null }
  if (editor === null) return null
  switch (ways.sheet.value) {
    case 'palette': return <Palette commands={[...textCommands(editor, ways.ask), ...commands]} onClose={close} />
    case 'outline': return <OutlineDialog editor={editor} version={open.version.value} onClose={close} />
    case 'image': return editor.editable ? <ImageDialog editor={editor} onPick={() => { ways.pick('image/*') }} onClose={close} /> : null
    default: return null
  }
}
