/**
 * Yjs client IDs that nobody else can use: each is derived from the document, the writer and a number, so that every
 * replica can check whose it is. With random ones, a device that saw somebody's ID (cursors show it) could claim it
 * first in the log and so take that person's text out of the document.
 */
import { hash, namespace } from 'hypercore-crypto'
import { number } from './rows.ts'

const [NS] = namespace('sheaf/client/1', 1) as [Uint8Array]

/**
 * How far above its highest used number a writer may go. Numbers are taken for each window and session, also for
 * those that never write; the bound leaves an attacker too few tries to hit another's ID among 2^53.
 */
export const CLAIM_WINDOW = 2 ** 20

/** 53 bits, the most that Yjs' numbers hold. */
export function clientIdOf (discoveryKey: Uint8Array, writer: Uint8Array, n: number): number {
  const digest = hash([NS, discoveryKey, writer, number(n)])
  let id = (digest[0] ?? 0) & 31
  for (let i = 1; i < 7; i++) id = id * 256 + (digest[i] ?? 0)
  return id
}
