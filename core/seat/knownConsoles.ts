import { readFile, rename, writeFile } from 'node:fs/promises'
import { z } from 'zod'
import { SeatId } from '../../domain/contract'
import type { RankedSeat } from '../../domain/seat/coordinator'

/** The other consoles of the installation. Remembered over a restart: who counts how many there are must not forget those that are away. */
export interface KnownConsoles {
  note(consoles: readonly RankedSeat[]): void
  /** This seat, those ever seen, and for each configured address that nobody answered at yet somebody unknown, who goes last. */
  all(): RankedSeat[]
  settled(): Promise<void>
}

const Kept = z.array(z.object({ seatId: SeatId, rank: z.number().int() }))
const lastRank = 1_000_000

export async function openKnownConsoles(parts: {
  file: string
  self: RankedSeat
  /** Addresses of other consoles in the configuration. */
  configured: number
  onError: (error: unknown) => void
}): Promise<KnownConsoles> {
  const { file, self } = parts
  const known = new Map((await read(file)).map((seat) => [seat.seatId, seat]))
  let turn = Promise.resolve()

  const save = async () => {
    await writeFile(`${file}.new`, JSON.stringify([...known.values()]), { mode: 0o600 })
    await rename(`${file}.new`, file)
  }

  return {
    note(consoles) {
      const fresh = consoles.filter(({ seatId, rank }) => known.get(seatId)?.rank !== rank)
      if (fresh.length === 0) return
      for (const { seatId, rank } of fresh) known.set(seatId, { seatId, rank })
      turn = turn.then(save).catch(parts.onError)
    },
    all() {
      const unseen = Math.max(0, parts.configured - known.size)
      const strangers = Array.from({ length: unseen }, (_, n) => ({
        seatId: SeatId.parse(`unseen-${n}`),
        rank: lastRank,
      }))
      return [self, ...known.values(), ...strangers]
    },
    settled: () => turn,
  }
}

async function read(file: string): Promise<RankedSeat[]> {
  try {
    return Kept.parse(JSON.parse(await readFile(file, 'utf8')))
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT') return []
    // A damaged list is made anew from who comes.
    return []
  }
}
