/** The rules as pure functions: every name has a sentence, and every decision a name. */
import test from 'brittle'
import * as Y from 'yjs'
import { beyondCut, inviteState, judgeUpdate, MAX_HELD, MAX_HELD_BYTES, mayAct, mayAdmit, mayComment, mayEdit, mayInvite, ownerOnly, RULES, type AdmitFacts, type Author, type UpdateFacts } from '../../../core/doc/policy.ts'
import { NO_HEAD } from '../../../core/doc/view.ts'
import { CLAIM_WINDOW } from '../../../core/format/client-id.ts'
import { RULE_NAMES, type DeviceRow, type InviteRow } from '../../../core/format/rows.ts'
import { parseUpdate } from '../../../core/format/yupdate.ts'
import type { Role } from '../../../core/rpc/api.ts'
import { key } from '../../helpers/hex.ts'

const ACT = { writer: key(3), length: 1, order: 1 }
const DEVICE: DeviceRow = { member: key(1), device: key(2), label: '', joinedAt: 0, removed: false, cut: 0, blobs: key(0), indexer: false, retired: false, act: ACT, invite: key(0), cuts: [] }
const ROLES: Role[] = ['owner', 'editor', 'commenter', 'reader']

function author (role: Role | null, device: Partial<DeviceRow> = {}): Author {
  if (role === null) return { writer: key(3), device: null, member: null }
  return { writer: key(3), device: { ...DEVICE, ...device }, member: { name: '', color: '', role, joinedAt: 0, by: key(1), removed: false, grants: [], devices: 1, invites: 0 } }
}

test('policy - every rule has a sentence', (t) => {
  t.alike(Object.keys(RULES).toSorted((a, b) => a < b ? -1 : 1), [...RULE_NAMES].toSorted((a, b) => a < b ? -1 : 1))
  for (const sentence of Object.values(RULES)) t.ok(sentence.endsWith('.'))
})

test('policy - what each role may do', (t) => {
  const table = ROLES.map((role) => [
    mayEdit(author(role)), mayComment(author(role)), ownerOnly(author(role)), ...ROLES.map((other) => mayInvite(role, other))
  ].map((rule) => rule === null))
  t.alike(table, [
    [true, true, true, true, true, true, true],
    [true, true, false, false, true, true, true],
    [false, true, false, false, false, false, false],
    [false, false, false, false, false, false, false]
  ])
  t.is(mayInvite(null, 'reader'), 'may-invite')
})

test('policy - a cut counts up to and with its block', (t) => {
  const removed = { ...DEVICE, removed: true, cut: 5 }
  t.alike([5, 6].map((length) => beyondCut(removed, length)), [false, true])
  t.absent(beyondCut(DEVICE, 6), 'who is in has no cut')
  t.is(mayAct(author('owner', removed), 6), 'within-cut')
  t.is(mayAct(author(null), 1), 'known-device')
})

test('policy - states of an invite', (t) => {
  const invite: InviteRow = { publicKey: key(4), role: 'editor', expires: 1000, uses: 2, used: 0, ask: false, label: '', createdAt: 0, by: key(1), revoked: false, act: ACT }
  t.is(inviteState(invite, 1000), 'open')
  t.is(inviteState(invite, 1001), 'expired')
  t.is(inviteState({ ...invite, used: 2 }, 0), 'used')
  t.is(inviteState({ ...invite, used: 2, uses: 0 }, 0), 'open', 'no limit of uses')
  t.is(inviteState({ ...invite, expires: 0 }, 2 ** 50), 'open', 'no expiry')
  t.is(inviteState({ ...invite, revoked: true, used: 2 }, 2000), 'revoked')
  const facts: AdmitFacts = { author: author('editor'), isGenesis: false, isSelf: false, role: 'editor', time: 0, attested: true, invite, receiptValid: true }
  t.is(mayAdmit(facts), null)
  t.is(mayAdmit({ ...facts, attested: false }), 'attested')
  t.is(mayAdmit({ ...facts, author: author('commenter') }), 'may-admit')
  t.is(mayAdmit({ ...facts, invite: null }), 'may-admit')
  t.is(mayAdmit({ ...facts, invite: null, author: author('owner') }), null)
  t.is(mayAdmit({ ...facts, role: 'reader' }), 'invite-proof')
  t.is(mayAdmit({ ...facts, receiptValid: false }), 'invite-proof')
  t.is(mayAdmit({ ...facts, time: 1001 }), 'invite-open')
  t.is(mayAdmit({ ...facts, isGenesis: true, isSelf: true, role: 'owner' }), null)
  t.is(mayAdmit({ ...facts, isGenesis: true, role: 'owner' }), 'genesis')
})

test('policy - a verdict on text, from the facts alone', (t) => {
  const doc = new Y.Doc()
  doc.clientID = 7
  doc.getText('text').insert(0, 'abc')
  const result = parseUpdate(Y.encodeStateAsUpdate(doc))
  if (!result.ok) throw new Error(result.reason)
  const facts: UpdateFacts = {
    author: author('editor'), length: 1, client: 7, n: 0, bytes: 20, parsed: result.update, bound: null, needs: new Map(), known: new Map(), head: NO_HEAD
  }
  const waiting = { ...facts, needs: new Map([[9, 4]]), known: new Map([[9, 3]]) }
  const rule = (change: Partial<UpdateFacts>): string => {
    const { verdict, rule } = judgeUpdate({ ...facts, ...change })
    return verdict + ' ' + rule
  }
  t.is(rule({}), 'ok accepted')
  t.is(rule({ author: author('reader') }), 'neutered may-write')
  t.is(rule({ author: author('owner', { removed: true, cut: 0 }) }), 'aside within-cut')
  t.is(rule({ author: author(null) }), 'ignored known-device')
  t.is(rule({ parsed: null }), 'ignored well-formed')
  t.is(rule({ client: 8 }), 'ignored own-client')
  t.is(rule({ n: CLAIM_WINDOW }), 'ignored client-bound')
  t.is(rule({ bound: { writer: key(9), clock: 0 } }), 'ignored client-bound')
  t.is(rule({ bound: { writer: key(3), clock: 1 } }), 'ignored clock-contiguous')
  t.alike(judgeUpdate(waiting), { verdict: 'held', rule: 'known-dependencies', waitsFor: { client: 9, clock: 4 } })
  t.is(rule({ ...waiting, known: new Map([[9, 4]]) }), 'ok accepted')
  t.is(rule({ ...waiting, head: { ...NO_HEAD, held: MAX_HELD } }), 'ignored held-cap')
  t.is(rule({ ...waiting, head: { ...NO_HEAD, heldBytes: MAX_HELD_BYTES - 19 } }), 'ignored held-cap')
  t.is(rule({ ...waiting, author: author('reader') }), 'held known-dependencies', 'who may write is asked when it counts')
})
