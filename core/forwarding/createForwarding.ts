import { join } from 'node:path'
import {
  type CheckedParams,
  type ForwardRoute,
  type ForwardState,
  type ForwardTarget,
  Refused,
  type Result,
} from '../../domain/contract'
import type { Actor } from '../../domain/contract'
import type { StoredEntry } from '../../domain/journal/entry'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'
import type { SampleLog } from '../iot/createIngest'
import type { Schedule } from '../iot/Schedule'
import type { Committed, Journal } from '../journal/Journal'
import { openOrSetAside } from '../store/openOrSetAside'
import type { Store } from '../store/Store'
import type { SealedJson } from '../sync/sealedJson'
import { createIntake } from './createIntake'
import type { PointText } from './PointPlans'
import { createPump, type Pump } from './createPump'
import { forwardMigrations, type ForwardQueue, openForwardQueue } from './ForwardQueue'
import { openTarget } from './targets/openTarget'
import { faultOf, TargetError } from './targets/Target'

/** Entries that are older when this seat begins to drive have been passed on by whoever drove before. */
const takeUpMs = 3_600_000
/** Entries that are read at a time. */
const pageEntries = 500
/** Routes of an installation. */
const mostRoutes = 64

/** What a rule hands over. */
export interface RuleMessage {
  /** The same for the same firing. */
  id: string
  atMs: number
  text: string
  deviceId?: string
}

/** A reminder for the phone of a person. */
export interface ReminderMessage {
  /** The same for the same reminder, at whatever seat. */
  id: string
  atMs: number
  text: string
  person: string
  phone: string
  way: 'sms' | 'voice'
}

/** Data that leaves the house: routes as people write them, and how they do. */
export interface Forwarding {
  /** Takes the routes' share of what is stored there. */
  tap(log: SampleLog): SampleLog
  /** For rules: passes something on by one route. @returns whether the route takes it */
  forward(routeId: string, message: RuleMessage): boolean
  /** Passes a reminder on by every route that takes some. */
  remind(reminder: ReminderMessage): void
  /** This seat drives, so it forwards. @returns how to end it; resolves when what was taken in is on disk */
  start(): () => Promise<void>
  /** Some points, one after the other, are other ones from now on. */
  renewPoints(firstPoint: number, count: number): void
  routes(): ForwardRoute[]
  states(): ForwardState[]
  /** @throws Refused `notFound`, `tooLarge` when there are too many */
  save(change: CheckedParams<'forwarding.save'>, actor: Actor): Promise<{ id: string }>
  /** @throws Refused `notFound` */
  remove(id: string, actor: Actor): Promise<void>
  test(change: CheckedParams<'forwarding.test'>): Promise<Result<'forwarding.test'>>
  asides(query: CheckedParams<'forwarding.asides'>): Promise<Result<'forwarding.asides'>>
  /** @throws Refused `notFound` */
  settleAsides(deed: CheckedParams<'forwarding.settleAsides'>): Promise<void>
  close(): Promise<void>
}

export interface ForwardingParts {
  journal: Journal
  dataDir: string
  seatId: string
  /** Of the routes' secrets. */
  sealed: SealedJson
  describePoint: (point: number) => PointText | undefined
  describeDevice: (deviceId: string) => Omit<PointText, 'property' | 'unit'> | undefined
  newId: () => string
  now: () => number
  random: () => number
  schedule: Schedule
  onError: (error: unknown) => void
  /** Tests put another end in the place of the real ones. */
  open?: typeof openTarget
}

export function createForwarding(parts: ForwardingParts): Forwarding {
  const { journal, sealed, now, schedule, onError } = parts
  const open = parts.open ?? openTarget
  const place = { folder: join(parts.dataDir, 'forwarded'), seatId: parts.seatId, now }
  const routes = (): ForwardRoute[] => [...journal.view.list('forwardRoute')].filter(({ isRemoved }) => !isRemoved)
  const routeOf = (id: string): ForwardRoute | undefined => {
    const route = journal.view.get('forwardRoute', id)
    return route?.isRemoved ? undefined : route
  }
  let opened: Promise<{ store: Store; queue: ForwardQueue }> | undefined
  let queue: ForwardQueue | undefined
  let isDriving = false
  const pumps = new Map<string, { pump: Pump; savedAtMs: number }>()

  /** No file while there are no routes: most installations have none. */
  const openQueue = async (): Promise<ForwardQueue> => {
    opened ??= openOrSetAside(
      { file: join(parts.dataDir, 'forwarding.db'), migrations: forwardMigrations, now, isCheckedAtOpen: false },
      (store) => openForwardQueue(store, (id) => (routeOf(id)?.mostQueueMb ?? 0) * 1_048_576, now),
    ).then(({ store, content }) => ({ store, queue: content }))
    try {
      queue = (await opened).queue
    } catch (error) {
      // A disk that was full a moment ago may take it the next time.
      opened = undefined
      throw error
    }
    return queue
  }
  const intake = createIntake({
    routes: () => (isDriving ? routes() : []),
    queue: openQueue,
    describe: parts.describePoint,
    schedule,
    onError,
  })

  const secretOf = ({ sealedSecret }: Pick<ForwardRoute, 'sealedSecret'>): string | undefined => {
    if (sealedSecret === undefined) return undefined
    const secret = sealed.open(Buffer.from(sealedSecret, 'base64'))
    if (typeof secret !== 'string') throw new TargetError('noSecret', 'the secret was sealed with another key')
    return secret
  }

  /** Pumps as the routes want them: a route that was changed gets a new one. */
  let levelling: Promise<void> = Promise.resolve()
  const level = (): Promise<void> => {
    levelling = levelling.then(levelOnce).catch(onError)
    return levelling
  }
  async function levelOnce(): Promise<void> {
    intake.renew()
    const wanted = new Map(
      isDriving ? routes().flatMap((route) => (route.isEnabled ? [[route.id, route] as const] : [])) : [],
    )
    for (const [id, { pump, savedAtMs }] of pumps) {
      if (wanted.get(id)?.saved.atMs === savedAtMs) continue
      pumps.delete(id)
      await pump.stop()
    }
    if (isDriving && routes().length > 0) await openQueue()
    for (const route of wanted.values()) {
      if (pumps.has(route.id) || !queue) continue
      const { id: routeId, saved } = route
      const pump = createPump({
        routeId,
        queue,
        open: () => open(route, secretOf(route), place),
        now,
        schedule,
        random: parts.random,
        onError,
      })
      pumps.set(routeId, { pump, savedAtMs: saved.atMs })
    }
  }

  const takeEntries = (entries: readonly StoredEntry[]): void => {
    for (const entry of entries) {
      const item = alarmItem(entry)
      if (item) intake.take(item)
    }
  }
  /** An entry of an alarm, as it leaves the house; its id is the entry's, at whatever seat. */
  function alarmItem(entry: StoredEntry): ForwardItem | undefined {
    if (entry.subject.kind !== 'alarm' || !isKnownEntry(entry) || entry.voidReason !== undefined) return undefined
    const alarm = journal.view.get('alarm', entry.subject.id)
    if (!alarm) return undefined
    const { value, property } = entry.kind === 'alarm.raised' ? entry.payload : {}
    return {
      id: entry.id,
      kind: 'alarm',
      atMs: entry.hlc.ms,
      ...parts.describeDevice(alarm.deviceId),
      deviceId: alarm.deviceId,
      alarmId: alarm.id,
      change: entry.kind,
      priority: alarm.priority,
      text: alarm.definitionId,
      ...(property !== undefined && { property }),
      ...(value !== undefined && { value }),
    }
  }
  /** What was written since the last run of this seat, when it drove then; a crash loses no alarm. */
  async function takeUp(): Promise<void> {
    if (routes().length === 0) return
    const { cursor } = await openQueue()
    const end = journal.view.position
    for (let at = cursor ?? end; at < end;) {
      const entries = await journal.read({ afterPosition: at, limit: pageEntries })
      const last = entries.at(-1)
      if (!last) break
      at = last.position
      takeEntries(entries.filter(({ hlc, position }) => hlc.ms >= now() - takeUpMs && position <= end))
    }
    await intake.flush(end)
  }
  const follow = ({ entries, touched, position }: Committed): void => {
    if (touched.some(({ kind }) => kind === 'forwardRoute')) {
      // At once: the next sample is the first that the route takes.
      intake.renew()
      void level()
    }
    if (!isDriving || !queue) return
    takeEntries(entries)
    void intake.flush(position)
  }
  const unlisten = journal.onCommitted(follow)

  /** A secret that is kept is never told to another target than the one it was given for. */
  const sealOf = (
    secret: string | undefined,
    before: ForwardRoute | undefined,
    target: ForwardTarget,
  ): { sealedSecret?: string } => {
    if (secret === '') return {}
    if (secret !== undefined) return { sealedSecret: Buffer.from(sealed.seal(secret)).toString('base64') }
    const kept = before && isSameDoor(before.target, target) ? before.sealedSecret : undefined
    return kept === undefined ? {} : { sealedSecret: kept }
  }

  return {
    tap: (log) => intake.tap(log),
    forward: (routeId, { deviceId, ...message }) =>
      intake.take(
        { kind: 'rule', ...message, ...(deviceId !== undefined && { deviceId, ...parts.describeDevice(deviceId) }) },
        routeId,
      ) > 0,
    remind: (reminder) => void intake.take({ kind: 'reminder', ...reminder }),
    start() {
      isDriving = true
      void takeUp().catch(onError).then(level)
      return async () => {
        isDriving = false
        await level()
        await intake.flush()
      }
    },
    renewPoints: (firstPoint, count) => intake.renewPoints(firstPoint, count),
    routes,
    states: () =>
      routes().map(({ id, isEnabled }): ForwardState => {
        const pump = pumps.get(id)?.pump.state()
        const { oldestAtMs, ...waits } = queue?.backlog(id) ?? {
          items: 0,
          bytes: 0,
          asides: 0,
          dropped: 0,
          oldestAtMs: undefined,
        }
        return {
          id,
          state: !isDriving ? 'elsewhere' : !isEnabled ? 'paused' : pump?.isRetrying ? 'retrying' : 'running',
          backlog: waits.items,
          backlogBytes: waits.bytes,
          ...(oldestAtMs !== undefined && { oldestAtMs }),
          ratePerS: pump?.ratePerS ?? 0,
          sent: pump?.sent ?? 0,
          aside: waits.asides,
          dropped: waits.dropped + intake.lostOf(id),
          ...(pump?.lastSentAtMs !== undefined && { lastSentAtMs: pump.lastSentAtMs }),
          ...(pump?.lastError && { lastError: pump.lastError }),
          ...(pump?.nextTryAtMs !== undefined && { nextTryAtMs: pump.nextTryAtMs }),
        }
      }),
    async save({ id: given, route, secret }, actor) {
      const id = given ?? `route-${parts.newId().toLowerCase()}`
      const before = routeOf(id)
      if (given !== undefined && !before) throw new Refused('notFound', `route ${id}`)
      if (!before && routes().length >= mostRoutes) throw new Refused('tooLarge', `there are ${mostRoutes} routes`)
      const payload = { ...route, ...sealOf(secret, before, route.target) }
      await journal.write(() => [{ kind: 'forwardRoute.saved', subjectId: id, actor, payload }])
      return { id }
    },
    async remove(id, actor) {
      await journal.write((view) => {
        const route = view.get('forwardRoute', id)
        if (!route || route.isRemoved) throw new Refused('notFound', `route ${id}`)
        return [{ kind: 'forwardRoute.removed', subjectId: id, actor, payload: {} }]
      })
      await level()
      await queue?.remove(id)
    },
    async test({ id, route, secret }) {
      const startedAtMs = now()
      const tookMs = (): number => now() - startedAtMs
      try {
        const before = id === undefined ? undefined : routeOf(id)
        const given = secretOf(sealOf(secret, before, route.target))
        const target = open({ ...route, id: `${id ?? 'new'}-test` }, given, place)
        try {
          const item: ForwardItem = { id: `test/${parts.newId()}`, kind: 'test', atMs: now(), text: 'Chengtai test' }
          await (target.probe ? target.probe() : target.send([item]))
        } finally {
          await target.close()
        }
        return { tookMs: tookMs() }
      } catch (error) {
        const { fault, message } = faultOf(error)
        return { tookMs: tookMs(), fault, text: message }
      }
    },
    asides: async ({ routeId, limit }) => ({ asides: (await queue?.asides(routeId, limit)) ?? [] }),
    async settleAsides({ routeId, ids, deed }) {
      const settled = (await queue?.settleAsides(routeId, ids, deed)) ?? 0
      if (settled === 0) throw new Refused('notFound', 'none of these lies aside')
    },
    async close() {
      unlisten()
      isDriving = false
      await level()
      await intake.flush()
      intake.stop()
      await (await opened)?.store.close()
    },
  }
}

/** Whether a secret given for one target may be told to the other. */
function isSameDoor(a: ForwardTarget, b: ForwardTarget): boolean {
  const doorOf = (target: ForwardTarget): string => {
    switch (target.kind) {
      case 'mqtt':
      case 'http':
        return `${target.url.split('/', 3).join('/')} ${target.username}`
      case 'kafka':
        return `kafka ${[...target.brokers].sort().join()} ${target.isTls} ${target.username}`
      case 'database':
        return `database ${target.host}:${target.port} ${target.isTls} ${target.username}`
      case 'file':
        return 'file'
    }
  }
  return doorOf(a) === doorOf(b)
}
