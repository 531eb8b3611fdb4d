import { expect, it } from 'vitest'
import type { SeatId } from '../../../domain/contract'
import { findConflicts } from '../../../domain/conflicts/findConflicts'
import { foldSubject } from '../../../domain/folds/fold'
import { isStateKind, type StateKind, type States } from '../../../domain/folds/states'
import { canonicalJson } from '../../../domain/journal/canonicalForm'
import type { StoredEntry } from '../../../domain/journal/entry'
import { bySubject } from '../../../core/journal/refold'
import { type Randoms, randoms as createRandoms } from '../kit/randoms'
import { report } from '../report'
import { simulate } from './simulate'

const histories = 10
const shufflesEach = 50
const seed = 20_261_122

/** The entries in another order, some of them again. */
function retold(entries: readonly StoredEntry[], randoms: Randoms): StoredEntry[] {
  const all = [...entries, ...entries.filter(() => randoms.below(4) === 0)]
  for (let i = all.length - 1; i > 0; i--) {
    const j = randoms.below(i + 1)
    const [a, b] = [all[i], all[j]]
    if (a && b) [all[i], all[j]] = [b, a]
  }
  return all
}

/** Everything that follows from what a seat has: states, what is void, and the conflicts it lists, as text. */
function outcomeOf(
  entries: readonly StoredEntry[],
  self: SeatId,
): { states: string; conflicts: string; found: number } {
  const states = new Map<string, unknown>()
  const voids = new Map<string, unknown>()
  for (const history of bySubject(entries)) {
    const [first] = history
    if (!first || !isStateKind(first.subject.kind)) continue
    const key = `${first.subject.kind} ${first.subject.id}`
    const folded = foldSubject(first.subject.kind, history)
    states.set(key, folded.subject)
    voids.set(key, Object.fromEntries(folded.voids))
  }
  const view = {
    // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the key says of which kind the state is
    get: <K extends StateKind>(kind: K, id: string) =>
      (states.get(`${kind} ${id}`) as { state: States[K] } | undefined)?.state,
  }
  const isOwn = ({ origin }: StoredEntry) => origin === self
  const arrived = entries.filter((entry) => !isOwn(entry))
  const drafts = findConflicts({ self, arrived, own: entries.filter(isOwn), view })
  const sorted = (map: Map<string, unknown>) => canonicalJson(Object.fromEntries(map))
  return { states: sorted(states) + sorted(voids), conflicts: canonicalJson(drafts), found: drafts.length }
}

it(
  'S3 the same entries in any order, with repeats, give the same states and the same conflicts',
  { timeout: 300_000 },
  async () => {
    const randoms = createRandoms(seed)
    let shuffles = 0
    let unequal = 0
    let conflicts = 0
    for (let history = 1; history <= histories; history++) {
      const { journals } = await simulate(seed + history, 400)
      const told = [...journals].map(([self, entries]) => ({ self, entries, wanted: outcomeOf(entries, self) }))
      conflicts += told.reduce((sum, { wanted }) => sum + wanted.found, 0)
      for (let i = 0; i < shufflesEach; i++) {
        const seat = told[i % told.length]
        if (!seat) continue
        const outcome = outcomeOf(retold(seat.entries, randoms), seat.self)
        shuffles += 1
        if (canonicalJson(outcome) !== canonicalJson(seat.wanted)) unequal += 1
      }
    }
    report({
      name: 'S3 fold-order',
      seed,
      figures: { shuffles, histories, conflicts, unequal },
      bar: 'states equal byte for byte, conflicts equal',
      pass: unequal === 0 && shuffles >= 500 && conflicts > 0,
    })
    expect(unequal).toBe(0)
    expect(shuffles).toBe(500)
    expect(conflicts).toBeGreaterThan(0)
  },
)
