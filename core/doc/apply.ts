/**
 * From linearized blocks to rows. Total and deterministic: whatever a block holds, it ends in rows or in nothing, the
 * same on every replica. Only errors of storage and closing leave this file, since everything else would close the
 * document for everyone, for good.
 */
import type { Host, Node } from 'autobase'
import type Hyperbee from 'hyperbee'
import { decodeBlock, type Body, type ReadOp } from '../format/ops.ts'
import { FORMAT_VERSION } from '../format/version.ts'
import { addDevice, addInvite, admit, closeInvite, retire, setIndexer, setRole, setTitle } from './membership.ts'
import { mayAct, mayComment, mayEdit, ownerOnly } from './policy.ts'
import { remove } from './removal.ts'
import { authorOf, readopt, receiveUpdate, type Step } from './updates.ts'
import { ViewWriter } from './view.ts'

export async function apply (nodes: Node[], bee: Hyperbee, host: Host): Promise<void> {
  const batch = bee.batch({ update: false })
  try {
    const view = new ViewWriter(batch)
    for (const node of nodes) await applyBlock(node, view, host)
    await batch.flush()
  } finally {
    await batch.close() // a batch left open would hang every later append, update and close
  }
}

async function applyBlock (node: Node, view: ViewWriter, host: Host): Promise<void> {
  if (node.value.byteLength === 0) return // only its author's base passes an empty block on; to others it is none
  const writer = node.from.key
  // Killed between two writes, the base can keep a view that holds a block already and pass the block on once more.
  // Judged again, text would seem a repeat of itself and be left out.
  if (node.length <= (await view.head(writer)).length) return
  const block = decodeBlock(node.value)
  for (const [index, op] of block.ops.entries()) {
    if (op.kind === null) continue
    const at = { writer, length: node.length, index }
    await applyOp(op, { at, time: block.time, author: await authorOf(writer, view), view, host })
  }
  const head = await view.head(writer)
  await view.putHead(writer, { ...head, length: node.length, time: block.time })
}

/** What it takes to have an operation of a reserved tag kept. */
const RIGHTS = { comment: mayComment, edit: mayEdit, own: ownerOnly } as const

async function applyOp (op: Exclude<ReadOp, { kind: null }>, step: Step): Promise<void> {
  const { author, view, at } = step
  if (op.kind === 'update') return receiveUpdate(op.body, step)
  if (op.kind === 'admit') return admit(op.body, step)
  if (op.kind === 'device') return addDevice(op.body, step)
  if (mayAct(author, at.length) !== null || author.device === null || author.member === null) return
  switch (op.kind) {
    case 'role': return setRole(op.body, step)
    case 'remove': return remove(op.body, step)
    case 'adopt': return adopt(op.body, step)
    case 'invite': return addInvite(op.body, step)
    case 'closeInvite': return closeInvite(op.body, step)
    case 'title': return setTitle(op.body, step)
    case 'raise': return raise(op.body, step)
    case 'comment': if (mayComment(author) === null) await view.keep('comment', at, step.time, op.bytes); return
    case 'version': if (mayEdit(author) === null) await view.keep('version', at, step.time, op.bytes); return
    case 'snapshot': if (mayEdit(author) === null) await view.keep('snapshot', at, step.time, op.bytes); return
    case 'blobs': return view.putDevice(author.writer, { ...author.device, blobs: op.body.core })
    case 'indexer': return setIndexer(op.body, step)
    case 'retire': return retire(op.body, step)
    case 'fork': return // see its body
    case 'reserved': if (RIGHTS[op.right](author) === null) await view.keep(op.tag, at, step.time, op.bytes); return
    case 'profile':
      await view.putMember(author.device.member, { ...author.member, name: op.body.name, color: op.body.color })
      return view.putDevice(author.writer, { ...author.device, label: op.body.label })
  }
}

async function adopt (body: Body<'adopt'>, { author, view, at }: Step): Promise<void> {
  if (ownerOnly(author) !== null) return
  await readopt(body, at, view)
}

async function raise (body: Body<'raise'>, step: Step): Promise<void> {
  if (ownerOnly(step.author) !== null) return
  const meta = await step.view.meta()
  const format = Math.max(meta?.format ?? 1, body.format)
  if (format > FORMAT_VERSION) step.host.interrupt('format ' + format)
  await step.view.touch(step.time, { format, schema: Math.max(meta?.schema ?? 1, body.schema) })
}
