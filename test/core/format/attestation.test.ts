import test from 'brittle'
import { discoveryKey } from 'hypercore-crypto'
import { verifyAttestation, type Claim } from '../../../core/format/attestation.ts'
import { ATTESTATION_V1 } from '../../golden/attestation-v1.ts'
import { key, hex, unhex } from '../../helpers/hex.ts'
import { mutate, random } from '../../helpers/random.ts'

const SEED = 20261204
const MEMBER = unhex(ATTESTATION_V1.member)
const PROOF = unhex(ATTESTATION_V1.proof)
const CLAIM: Claim = { discoveryKey: discoveryKey(key(21)), writer: key(22), device: unhex(ATTESTATION_V1.device), nonce: key(23) }

test('attestation - golden proofs hold, of a first and of a second device', (t) => {
  t.ok(verifyAttestation(PROOF, CLAIM, MEMBER))
  t.ok(verifyAttestation(unhex(ATTESTATION_V1.secondProof), { ...CLAIM, device: unhex(ATTESTATION_V1.second) }, MEMBER))
})

test('attestation - a chain of three devices is too long', (t) => {
  t.absent(verifyAttestation(unhex(ATTESTATION_V1.thirdProof), { ...CLAIM, device: unhex(ATTESTATION_V1.third) }, MEMBER))
})

test('attestation - a proof is for one document, writer, device, nonce and person', (t) => {
  t.absent(verifyAttestation(PROOF, { ...CLAIM, discoveryKey: discoveryKey(key(99)) }, MEMBER), 'replayed into another document')
  t.absent(verifyAttestation(PROOF, { ...CLAIM, writer: key(99) }, MEMBER), 'for another writer')
  t.absent(verifyAttestation(PROOF, { ...CLAIM, device: unhex(ATTESTATION_V1.second) }, MEMBER), 'for another device')
  t.absent(verifyAttestation(PROOF, { ...CLAIM, nonce: key(99) }, MEMBER), 'with another nonce')
  t.absent(verifyAttestation(PROOF, CLAIM, key(99)), 'for somebody else')
  t.absent(verifyAttestation(unhex(ATTESTATION_V1.chain), CLAIM, MEMBER), 'the chain alone, which claims nothing')
})

test('attestation - keys of a wrong size are no proof and no error', (t) => {
  const short = new Uint8Array(31)
  t.absent(verifyAttestation(PROOF, { ...CLAIM, device: short }, MEMBER))
  t.absent(verifyAttestation(PROOF, CLAIM, short))
  t.absent(verifyAttestation(new Uint8Array(0), CLAIM, MEMBER))
  t.absent(verifyAttestation(new Uint8Array(100_000), CLAIM, MEMBER))
})

test('attestation - no altered proof throws, or holds for another claim', (t) => {
  t.comment(`seed ${SEED}`)
  const rng = random(SEED)
  const others = [{ ...CLAIM, discoveryKey: discoveryKey(key(99)) }, { ...CLAIM, writer: key(99) }, { ...CLAIM, device: key(99) }]
  const proofs = [PROOF, unhex(ATTESTATION_V1.chain), unhex(ATTESTATION_V1.secondProof)]
  for (let i = 0; i < 4000; i++) {
    const original = rng.pick(proofs)
    let data = rng.chance(10) ? rng.bytes(rng.int(300)) : original
    for (let n = 1 + rng.int(2); n > 0; n--) data = mutate(rng, data)
    try {
      verifyAttestation(data, CLAIM, MEMBER)
      for (const claim of others) if (verifyAttestation(data, claim, MEMBER)) t.fail(`seed ${SEED}: ${hex(data)} holds`)
    } catch (error) {
      t.fail(`seed ${SEED}, ${hex(data)}: ${String(error)}`)
    }
  }
  t.pass()
})
