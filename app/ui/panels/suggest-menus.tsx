/** Every list that opens at the cursor as one types. */
import type { JSX } from 'preact'
import type { Editor } from '../../editor/editor.ts'
import type { NamedItem } from '../../editor/plugins/mentions.ts'
import { KEYS } from '../../editor/keymap.ts'
import { blockIcon, blockOf } from '../block-items.ts'
import { Icon } from '../icons.tsx'
import { keyName } from '../key-names.ts'
import { Avatar } from '../parts/avatar.tsx'
import { words } from '../words.ts'
import { SuggestMenu } from './suggest-menu.tsx'

export function SuggestMenus ({ editor, version }: { editor: Editor, version: number }): JSX.Element {
  const { slash, mentions, documents, emoji } = editor.suggests
  return (
    <>
      <SuggestMenu editor={editor} suggest={slash} words={words.slash} version={version}>
        {({ name, label }) => {
          const shortcut = blockOf(name)?.key
          return (
            <>
              <Icon name={blockIcon(name)} />
              <span class="choice-label">{label}</span>
              {shortcut !== undefined && <kbd aria-hidden="true">{keyName(KEYS[shortcut])}</kbd>}
            </>
          )
        }}
      </SuggestMenu>
      <SuggestMenu editor={editor} suggest={mentions} words={words.mention} version={version}>{named}</SuggestMenu>
      <SuggestMenu editor={editor} suggest={documents} words={words.documentLink} version={version}>{named}</SuggestMenu>
      <SuggestMenu editor={editor} suggest={emoji} words={words.emoji} version={version}>
        {({ emoji, label }) => (
          <>
            <span class="choice-emoji" aria-hidden="true">{emoji}</span>
            <span class="choice-label">{label.replaceAll('_', ' ')}</span>
          </>
        )}
      </SuggestMenu>
    </>
  )
}

function named (item: NamedItem): JSX.Element {
  return (
    <>
      {item.kind === 'person' ? <Avatar name={item.label} color={item.color} /> : <Icon name={item.kind === 'date' ? 'date' : 'page'} />}
      <span class="choice-label">{item.label}</span>
      {item.kind === 'date' && item.detail !== item.label && <span class="choice-detail">{item.detail}</span>}
    </>
  )
}
