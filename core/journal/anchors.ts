import type { Knex } from 'knex'
import type { SeatId } from '../../domain/contract'
import type { Heads } from './chains'
import type { Anchor } from './Journal'

/**
 * Keeps anchors, of a witness and an origin the one with the largest number. One of another origin that lies ahead of what is stored here is left out:
 * its chain is still coming, and must not look as if it had been cut.
 */
export async function saveAnchors(
  tx: Knex.Transaction,
  anchors: readonly Anchor[],
  seatId: SeatId,
  heads: Heads,
): Promise<void> {
  for (const { origin, witness, seq, hash, atMs } of anchors) {
    if (origin !== seatId && seq > (heads.get(origin)?.seq ?? 0)) continue
    await tx('anchor')
      .insert({ origin, witness, seq, hash, at_ms: atMs })
      .onConflict(['origin', 'witness'])
      .merge()
      .whereRaw('excluded.seq > anchor.seq')
  }
}
