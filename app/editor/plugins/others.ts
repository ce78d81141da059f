import type { Node } from 'prosemirror-model'
import type * as Y from 'yjs'
import { Plugin, PluginKey } from 'prosemirror-state'
import { bindingOf, isEdit } from '../binding.ts'
import { ySyncPluginKey } from '../y-prosemirror.js'

/** A change of the text that came from elsewhere. */
export interface OthersChange {
  /** Yjs client IDs of the windows that wrote; none when something was only deleted, which carries no name. */
  clients: readonly number[]
  /** How the block begins in which it happened; empty when that is gone or has no words. */
  block: string
}

const key = new PluginKey<boolean>('others')
const BLOCK_SHOWN = 60

/** Tells of each change that others made, after it is shown. */
export function others (onOthers: (change: OthersChange) => void): Plugin<boolean> {
  return new Plugin<boolean>({
    key,
    state: {
      init: () => false,
      apply: (transaction) => {
        const meta = transaction.getMeta(ySyncPluginKey) as { isChangeOrigin?: boolean, isUndoRedoOperation?: boolean } | undefined
        return meta?.isChangeOrigin === true && meta.isUndoRedoOperation !== true
      }
    },
    view: (first) => {
      const doc = bindingOf(first.state)?.doc
      let clients: number[] = []
      const look = (transaction: Y.Transaction): void => { clients = isEdit(transaction) ? [] : writers(transaction) }
      doc?.on('beforeObserverCalls', look)
      return {
        update: ({ state }, before) => {
          if (key.getState(state) !== true || state.doc === before.doc) return
          const at = before.doc.content.findDiffStart(state.doc.content)
          if (at === null) return
          onOthers({ clients, block: blockAt(state.doc, at) })
        },
        destroy: () => { doc?.off('beforeObserverCalls', look) }
      }
    }
  })
}

function writers ({ doc, beforeState, afterState }: Y.Transaction): number[] {
  return [...afterState].filter(([client, clock]) => client !== doc.clientID && clock > (beforeState.get(client) ?? 0)).map(([client]) => client)
}

function blockAt (doc: Node, pos: number): string {
  const place = doc.resolve(Math.min(pos, doc.content.size))
  const block = place.parent.isTextblock ? place.parent : place.nodeAfter
  const text = block?.textBetween(0, block.content.size, ' ', ' ').replace(/\s+/g, ' ').trim() ?? ''
  return text.length > BLOCK_SHOWN ? text.slice(0, BLOCK_SHOWN).replace(/\s\S*$/, '') + '…' : text
}
