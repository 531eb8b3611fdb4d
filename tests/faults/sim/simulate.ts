import { SeatId } from '../../../domain/contract'
import type { StateKind } from '../../../domain/folds/states'
import type { StoredEntry } from '../../../domain/journal/entry'
import { Registry } from '../../../core/iot/Registry'
import type { LinkedSeat } from '../../../core/sync/LinkFeature'
import { type Breach, firstBreach } from '../../invariants/Breach'
import { findBentChain, findHole } from '../../invariants/chains'
import { findPulledClock } from '../../invariants/clocks'
import { findUnapproved, findUnwritten } from '../../invariants/commandOrder'
import { findUnequal } from '../../invariants/equalStates'
import { findDoubled, findTakenTwice } from '../../invariants/once'
import { findSilentDouble } from '../../invariants/people'
import { findLost } from '../../invariants/saved'
import { findIllegalStep } from '../../invariants/transitions'
import { smallDistrict } from '../../support/smallDistrict'
import { randoms as createRandoms, type Randoms } from '../kit/randoms'
import { createSimNetwork, type LineState } from './createSimNetwork'
import { createSimSeat, type SimSeat } from './createSimSeat'
import { createSimSite } from './createSimSite'
import { createTimeline } from './createTimeline'
import type { Flaw } from './flaws'
import { actAtDesk, commandAtDesk } from './people'

const registry = new Registry(smallDistrict, 1)
const startMs = Date.UTC(2026, 10, 22)
/** Seats that are whole are level within so many looks, ms apart. */
const mostLooks = 20
const lookMs = 500
/** What passes between two steps at most, ms. */
const longestStepMs = 400
/** Time to become whole after the last fault: role limits, reconnection, merging, answers of commands, ms. */
const healMs = 45_000

const seatNames = ['service', 'desk-a', 'desk-b']
const linked = seatNames.map((name, rank): LinkedSeat => ({
  seatId: SeatId.parse(name),
  name,
  kind: rank === 0 ? 'service' : 'console',
  rank,
}))

export interface SimResult {
  /** The first invariant that does not hold, with what shows it. */
  readonly breach: Breach | undefined
  /** What each seat has stored in the end. */
  readonly journals: ReadonlyMap<SeatId, readonly StoredEntry[]>
  readonly entries: number
  readonly conflicts: number
  readonly commands: number
  readonly crashes: number
  readonly takeovers: number
  readonly frames: number
}

/**
 * Three seats, their network, their site and their people under one seeded chance: `steps` random steps, then all faults end and the same code makes everything whole.
 *
 * @param flaw a bug to build the seats with
 */
export async function simulate(seed: number, steps: number, flaw?: Flaw): Promise<SimResult> {
  const randoms = createRandoms(seed)
  const timeline = createTimeline(startMs)
  const site = createSimSite({ timeline, randoms })
  const refusals: string[] = []
  const seats: SimSeat[] = linked.map((who) =>
    createSimSeat({
      who,
      others: linked.filter((other) => other !== who),
      registry,
      site,
      timeline,
      randoms,
      isHeard: (a, b) => network.isHeard(a, b),
      onChanged: (seatId) => network.hostChanged(seatId),
      flaw,
    }),
  )
  const network = createSimNetwork({
    hosts: seats,
    timeline,
    randoms,
    onRefused: (by, code) => void refusals.push(`${by} refused a link: ${code}`),
  })
  let crashes = 0
  for (const seat of seats) seat.start()
  await timeline.advance(8_000)

  const setLine = (state: LineState): void => {
    const [a, b] = two(seats, randoms)
    network.set(a.seatId, b.seatId, state)
  }
  /** A seat, or a pair, is cut off. */
  const part = (state: LineState): void => {
    const seat = one(seats, randoms)
    for (const other of seats) if (other !== seat) network.set(seat.seatId, other.seatId, state)
  }
  const rejoin = (): void => {
    for (const a of seats) for (const b of seats) if (a.seatId < b.seatId) network.set(a.seatId, b.seatId, 'good')
  }

  const startAll = (): void => {
    for (const seat of seats) if (!seat.isUp) seat.start()
  }

  for (let step = 0; step < steps; step++) {
    const seat = one(seats, randoms)
    const key = `${step}`
    const chance = randoms.below(1_000)
    if (chance < 110) actAtDesk(seat, key, randoms)
    else if (chance < 135) commandAtDesk(seat, key, randoms, flaw)
    else if (chance < 170) site.tell()
    else if (chance < 182) site.tellAgain()
    else if (chance < 194) part('cut')
    else if (chance < 206) part('silent')
    else if (chance < 222) setLine(randoms.below(2) === 0 ? 'cut' : 'silent')
    else if (chance < 252) rejoin()
    else if (chance < 260 && seat.isUp) {
      crashes += 1
      seat.crash(randoms.below(2) === 0)
    } else if (chance < 292) startAll()
    else if (chance < 296) seat.turnClock((randoms.below(2) === 0 ? -1 : 1) * randoms.below(3_600_000))
    // Most of the time little passes, now and then enough for a role to change.
    await timeline.advance(randoms.below(25) === 0 ? randoms.below(25_000) : randoms.below(longestStepMs))
  }

  rejoin()
  startAll()
  await timeline.advance(healMs)
  // What time ends (a shelf, a lease, a waiting alarm) is written at any moment, also at this one: then it is on its way.
  const onItsWay = () => new Set(seats.map(({ running }) => JSON.stringify(running?.journal.heads()))).size > 1
  for (let look = 0; look < mostLooks && onItsWay(); look++) await timeline.advance(lookMs)

  const breach = judge(seats, site.taken, refusals)
  const [first] = seats
  const journal = first?.running?.journal
  const entries = journal?.entries ?? []
  return {
    breach,
    journals: new Map(seats.map(({ seatId, running }) => [seatId, running?.journal.entries ?? []])),
    entries: entries.length,
    conflicts: journal ? [...journal.view.list('conflict')].length : 0,
    commands: site.taken.length,
    crashes,
    takeovers: entries.filter(({ kind, origin }) => kind === 'lease.taken' && origin !== first?.seatId).length,
    frames: network.frames,
  }
}

const one = (seats: readonly SimSeat[], randoms: Randoms): SimSeat => {
  const seat = seats[randoms.below(seats.length)]
  if (!seat) throw new RangeError('no seats')
  return seat
}
const two = (seats: readonly SimSeat[], randoms: Randoms): [SimSeat, SimSeat] => {
  const a = one(seats, randoms)
  return [
    a,
    one(
      seats.filter((seat) => seat !== a),
      randoms,
    ),
  ]
}

/** All invariants over what the seats have in the end. */
function judge(seats: readonly SimSeat[], taken: readonly string[], refusals: readonly string[]): Breach | undefined {
  const running = seats.flatMap((seat) => (seat.running ? [{ seat, ...seat.running }] : []))
  const [service] = running
  if (!service || running.length !== seats.length) return { invariant: 'sim', text: 'a seat is down' }
  const { entries, view } = service.journal
  const onEach = (find: (part: (typeof running)[number]) => Breach | undefined) => () =>
    running.reduce<Breach | undefined>((breach, part) => breach ?? find(part), undefined)
  return firstBreach([
    onEach(({ journal }) => findHole(journal.entries)),
    onEach(({ seat, journal }) => findLost(seat.saved, journal.entries)),
    () => (refusals[0] === undefined ? undefined : { invariant: 'I9', text: refusals[0] }),
    () =>
      findUneven(running.map(({ seat, journal }) => ({ name: seat.who.name, heads: JSON.stringify(journal.heads()) }))),
    () => findBentChain(entries),
    () => findDoubled(entries),
    () => findTakenTwice(taken),
    () => findIllegalStep(entries),
    () =>
      findUnequal(
        entries,
        running.map(({ seat, journal }) => ({
          seatId: seat.who.name,
          get: (kind: StateKind, id: string) => journal.view.get(kind, id),
        })),
      ),
    () => findUnapproved(entries, [...view.list('command')]),
    () => findUnwritten(taken, entries),
    () =>
      findSilentDouble({
        tasks: [...view.list('task')],
        incidents: [...view.list('incident')],
        conflicts: [...view.list('conflict')],
      }),
    () => findUnsettled(running.map(({ seat, keeper }) => ({ name: seat.who.name, ...keeper.report() }))),
    () =>
      firstBreach(
        seats.map(
          ({ written, saved }) =>
            () =>
              findPulledClock(stayed(written, saved)),
        ),
      ),
    onEach(({ seat }) => (seat.errors[0] === undefined ? undefined : { invariant: 'sim', text: seat.errors[0] })),
  ])
}

/** What was lost in a crash before anybody was told of it was never written, as far as the clock goes. */
const stayed = (written: SimSeat['written'], saved: SimSeat['saved']): SimSeat['written'] => {
  const hashes = new Set(saved.map(({ hash }) => hash))
  return written.filter(({ entry }) => hashes.has(entry.hash))
}

function findUneven(seats: readonly { name: string; heads: string }[]): Breach | undefined {
  const [first] = seats
  const other = seats.find(({ heads }) => heads !== first?.heads)
  return other && { invariant: 'I1', text: `${other.name} has ${other.heads}, ${first?.name} has ${first?.heads}` }
}

/** After healing the service leads and drives, the consoles follow. */
function findUnsettled(seats: readonly { name: string; role: string; isDriving: boolean }[]): Breach | undefined {
  const seat = seats.find(({ name, role, isDriving }) =>
    name === 'service' ? role !== 'leader' || !isDriving : role !== 'following' || isDriving,
  )
  return seat && { invariant: 'roles', text: `${seat.name} is ${seat.role}${seat.isDriving ? ' and drives' : ''}` }
}
