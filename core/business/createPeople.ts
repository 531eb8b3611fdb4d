import type { Person, PersonId, PersonState, Task } from '../../domain/contract'
import { isOpenTask } from '../../domain/dispatch/isOpenTask'
import type { Committed, Journal } from '../journal/Journal'
import type { DistrictFacts, LiveFacts, PersonPosition } from './ports'

/** Where everybody is and who is free. */
export interface People {
  readonly states: ReadonlyMap<PersonId, PersonState>
  stateOf(id: PersonId): PersonState | undefined
  all(): Iterable<{ person: Person; state: PersonState }>
  /** Told of people whose state changed, at most once a second. */
  onChanged(listener: (changed: readonly PersonState[]) => void): () => void
  /** Looks again at handsets and tasks; called every second and after each commit of tasks. */
  refresh(): void
  stop(): void
}

function positionOf(person: Person, district: DistrictFacts, live: LiveFacts): PersonPosition | undefined {
  const handset = district.findDevice(person.handsetId)
  if (!handset) return undefined
  const read = (property: string) => {
    const slot = handset.properties.get(property)
    return slot && live.value(slot.point)
  }
  const lng = read('lng')
  const lat = read('lat')
  if (!lng || !lat) return undefined
  const floor = read('floor')
  const battery = read('battery')
  return {
    lngLat: [lng.value, lat.value],
    atMs: lat.atMs,
    ...(floor && floor.value !== 0 ? { floor: floor.value } : {}),
    ...(battery ? { batteryPercent: battery.value } : {}),
  }
}

/**
 * Keeps the people of the district level with their handsets and tasks. A person whose handset is silent is `unreachable`:
 * an order would not arrive, and the desk must see that before it sends one.
 */
export function createPeople(parts: {
  district: DistrictFacts
  live: LiveFacts
  journal: Journal
  everySecond: (run: () => void) => () => void
}): People {
  const { district, live, journal } = parts
  const states = new Map<PersonId, PersonState>()
  const listeners = new Set<(changed: readonly PersonState[]) => void>()
  const taskOf = new Map<PersonId, Task>()

  const stateOf = (person: Person): PersonState => {
    const handset = district.findDevice(person.handsetId)
    const deviceState = handset ? live.deviceState(handset.index) : 'unknown'
    const position = positionOf(person, district, live)
    const task = taskOf.get(person.id)
    const isReachable = deviceState === 'online' || deviceState === 'abnormal'
    return {
      id: person.id,
      duty: task ? 'tasked' : isReachable ? 'free' : 'unreachable',
      ...(position
        ? {
            lngLat: position.lngLat,
            positionAtMs: position.atMs,
            ...(position.floor === undefined ? {} : { floor: position.floor }),
            ...(position.batteryPercent === undefined ? {} : { batteryPercent: position.batteryPercent }),
          }
        : {}),
      ...(task ? { taskId: task.id } : {}),
    }
  }

  const isSame = (a: PersonState | undefined, b: PersonState) =>
    a !== undefined &&
    a.duty === b.duty &&
    a.positionAtMs === b.positionAtMs &&
    a.taskId === b.taskId &&
    a.floor === b.floor &&
    a.batteryPercent === b.batteryPercent &&
    a.lngLat?.[0] === b.lngLat?.[0] &&
    a.lngLat?.[1] === b.lngLat?.[1]

  const refresh = () => {
    const changed: PersonState[] = []
    for (const person of district.people) {
      const state = stateOf(person)
      if (isSame(states.get(person.id), state)) continue
      states.set(person.id, state)
      changed.push(state)
    }
    if (changed.length > 0) for (const listener of listeners) listener(changed)
  }

  const readTasks = () => {
    taskOf.clear()
    for (const task of journal.view.list('task')) if (isOpenTask(task)) taskOf.set(task.personId, task)
  }
  readTasks()
  refresh()
  const stopCommits = journal.onCommitted((commit: Committed) => {
    if (!commit.touched.some((subject) => subject.kind === 'task')) return
    readTasks()
    refresh()
  })
  const stopTicks = parts.everySecond(refresh)

  return {
    states,
    stateOf: (id) => states.get(id),
    *all() {
      for (const person of district.people) {
        const state = states.get(person.id)
        if (state) yield { person, state }
      }
    },
    onChanged(listener) {
      listeners.add(listener)
      return () => listeners.delete(listener)
    },
    refresh,
    stop() {
      stopCommits()
      stopTicks()
    },
  }
}
