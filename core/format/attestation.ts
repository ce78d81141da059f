/**
 * A device's proof that it belongs to a person, for one document and one writer core only.
 *
 * Built on keet-identity-key, whose proofs alone can be replayed into other documents, have no depth limit and
 * throw on garbage; so the signed data names document, writer, device and a nonce, the chain is at most two
 * devices deep, and a bad proof is null.
 */
import b4a from 'b4a'
import { hash, namespace, type KeyPair } from 'hypercore-crypto'
import IdentityKey from 'keet-identity-key'
import { ProofEncoding } from 'keet-identity-key/lib/encoding.js'
import { decode } from './codec.ts'

const [NS] = namespace('sheaf/attestation/1', 1) as [Uint8Array]
const MAX_DEPTH = 2
const MAX_PROOF_BYTES = 1024

export interface Claim { discoveryKey: Uint8Array, writer: Uint8Array, device: Uint8Array, nonce: Uint8Array }

// The discovery key stands for the document's key: it is a hash of it, and known before one is let in.
function claimed (claim: Claim): Uint8Array {
  return hash([NS, claim.discoveryKey, claim.writer, claim.device, claim.nonce])
}

/** `chain`: the proof that ties the device to the person, as `IdentityKey.bootstrap` or `attestDevice` gave it. */
export function attest (claim: Claim, device: KeyPair, chain: Uint8Array): Uint8Array {
  return IdentityKey.attestData(claimed(claim), device, chain)
}

/** True when `proof` shows that `claim.device` belongs to `member` and claims this writer in this document. */
export function verifyAttestation (proof: Uint8Array, claim: Claim, member: Uint8Array): boolean {
  if (proof.byteLength > MAX_PROOF_BYTES) return false
  const shape = decode(ProofEncoding, proof)
  if (shape === null || shape.chain === undefined || shape.chain.length < 1 || shape.chain.length > MAX_DEPTH) return false
  try {
    const info = IdentityKey.verify(proof, claimed(claim), { expectedIdentity: member, expectedDevice: claim.device })
    return info !== null && b4a.equals(info.identityPublicKey, member)
  } catch {
    return false
  }
}
