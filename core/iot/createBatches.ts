import {
  type Actor,
  type CommandTarget,
  type DeviceStateName,
  type IncidentId,
  MAX_BATCH_DEVICES,
  Refused,
  type ReviewRow,
} from '../../domain/contract'
import type { CommandInput } from '../../domain/contract/thingModel'
import type { DeviceSlot } from '../../connectors/site'
import type { Journal } from '../journal/Journal'
import type { CommandGuard } from './commandGuard'
import { CONFIRM_WITHIN_MS, checkInput, type CommandRules, secondPersonBy } from './commandRequest'
import { checkSecond } from './createCommands'
import { createReviews, type Review } from './createReviews'
import type { Registry } from './Registry'
import { targetDevices } from './targetDevices'

/** What starts a batch, from a review on. */
export interface BatchStart {
  readonly key: string
  readonly reviewId: string
  readonly without: readonly string[]
  readonly reason?: string | undefined
  readonly incidentId?: IncidentId | undefined
  readonly breakGlass?: string | undefined
  readonly perSecond: number
  readonly stopAfterFailures: number
  readonly askSecond?: boolean | undefined
}

interface Click {
  readonly id: string
  readonly actor: Actor
}

/** Commands to many devices: select, review, execute. Works in every role; who drives the site carries them out. */
export interface Batches {
  /** @throws Refused `badRequest` input that the service does not take, or more devices than a batch may have; `notFound` no device knows the service */
  review(
    what: { target: CommandTarget; service: string; input: Readonly<CommandInput> },
    actor: Actor,
  ): { reviewId: string; review: Review; without: number }
  /** Class of what a review would do. @throws Refused `notFound`, `tooLate` */
  classOf(reviewId: string, actor: Actor): Review['commandClass']
  /** @throws Refused as `review`, and `needsSecondPerson`, `illegalState` when nothing of it may go, or it was executed already */
  start(what: BatchStart, actor: Actor): Promise<{ batchId: string; devices: number }>
  /** @throws Refused `notFound`, `illegalState`, `tooLate`, `needsSecondPerson`, `notAllowed` */
  confirm(click: Click): Promise<void>
  /** @throws Refused `notFound`, `illegalState` */
  decline(click: Click & { reason: string }): Promise<void>
  /** @throws Refused `notFound`, `illegalState` */
  cancel(click: Click & { reason: string }): Promise<void>
}

export function createBatches(parts: {
  registry: Registry
  journal: Journal
  rules: CommandRules
  guard: CommandGuard
  deviceState: (deviceIndex: number) => DeviceStateName
  /** UTC ms. */
  now: () => number
}): Batches {
  const { registry, journal, rules, guard, now } = parts
  const reviews = createReviews(now)

  const rowOf = (
    device: DeviceSlot,
    { service, input, commandClass }: Pick<Review, 'service' | 'input' | 'commandClass'>,
    actor: Actor,
  ): ReviewRow => {
    const state = parts.deviceState(device.index)
    const base = { deviceId: device.id, state, seen: guard.statesOf(device) }
    if (rules.mayCommand?.(actor, device.index) === false) return { ...base, refusal: { code: 'notAllowed' } }
    const held = guard.judge(device, { service, input })
    if (held) return { ...base, refusal: { code: 'interlocked', held } }
    if (state === 'outOfService') return { ...base, refusal: { code: 'illegalState' } }
    if (state === 'offline') return { ...base, refusal: { code: 'linkDown' } }
    try {
      // Whether break-glass lets it go is judged when it is started.
      rules.check({ deviceIndex: device.index, commandClass, breakGlass: 'review' })
      return base
    } catch (error) {
      if (error instanceof Refused) return { ...base, refusal: { code: error.code } }
      throw error
    }
  }

  const stop = (id: string, actor: Actor, end: 'declined' | 'cancelled', reason: string) =>
    journal.write((view) => {
      const batch = view.get('commandBatch', id)
      if (!batch) throw new Refused('notFound', `batch ${id}`)
      const mayStop =
        end === 'declined' ? batch.state === 'awaiting' : batch.state === 'awaiting' || batch.state === 'running'
      if (!mayStop) throw new Refused('illegalState', `batch ${id} is ${batch.state}`)
      const about = batch.incidentId === undefined ? {} : { incidentId: batch.incidentId }
      return [{ kind: 'commandBatch.stopped', subjectId: id, actor, payload: { ...about, end, reason } }]
    })

  return {
    review({ target, service, input }, actor) {
      const { devices, without } = targetDevices(registry, target, service)
      const [first] = devices
      const asked = first?.services.get(service)
      if (!asked) throw new Refused('notFound', `no device of the target knows ${service}`)
      if (devices.length > MAX_BATCH_DEVICES) throw new Refused('tooLarge', `${devices.length} devices`)
      for (const type of new Set(devices.map((device) => device.type))) {
        const own = type.services.find(({ id }) => id === service)
        if (own) checkInput(own, input)
      }
      // Types may rate the same service differently: the gravest counts for all.
      const commandClass = devices.reduce<Review['commandClass']>((most, device) => {
        const own = device.services.get(service)?.commandClass ?? 0
        return own > most ? own : most
      }, asked.commandClass)
      const rows = devices.map((device) => rowOf(device, { service, input, commandClass }, actor))
      const review: Review = { byId: actor.id, service, input, commandClass, rows, atMs: now() }
      return { reviewId: reviews.keep(review), review, without }
    },
    classOf: (reviewId, actor) => reviews.find(reviewId, actor.id).commandClass,
    async start(what, actor) {
      const { key, reason, incidentId, breakGlass, perSecond, stopAfterFailures } = what
      const review = reviews.find(what.reviewId, actor.id)
      const { service, input, commandClass } = review
      const left = new Set<string>(what.without)
      const devices = review.rows
        .filter((row) => row.refusal === undefined && !left.has(row.deviceId))
        .map(({ deviceId, seen }) => ({ id: deviceId, seen }))
      if (devices.length === 0) throw new Refused('illegalState', 'no device is left')
      if (commandClass >= 2 && !reason?.trim()) throw new Refused('badRequest', 'from class 2 on a reason is needed')
      const by = what.askSecond === true ? now() + CONFIRM_WITHIN_MS : undefined
      const confirmByMs = secondPersonBy(commandClass, { breakGlass, confirmByMs: by })
      for (const { id } of devices) {
        const deviceIndex = registry.indexOf(id)
        if (deviceIndex !== undefined) rules.check({ deviceIndex, commandClass, breakGlass })
      }
      const batchId = `B-${key}`
      const order = { service, input: { ...input }, commandClass, devices, perSecond, stopAfterFailures }
      const optional = {
        ...(reason !== undefined && { reason }),
        ...(incidentId !== undefined && { incidentId }),
        ...(breakGlass !== undefined && { breakGlass }),
        ...(confirmByMs !== undefined && { confirmByMs }),
      }
      await journal.write((view) => {
        reviews.use(what.reviewId, key, (other) => view.get('commandBatch', `B-${other}`) !== undefined)
        return [
          {
            kind: 'commandBatch.started',
            subjectId: batchId,
            id: `${batchId}-started`,
            actor,
            payload: { ...order, ...optional },
          },
        ]
      })
      return { batchId, devices: devices.length }
    },
    async confirm({ id, actor }) {
      await journal.write((view) => {
        const batch = view.get('commandBatch', id)
        if (!batch) throw new Refused('notFound', `batch ${id}`)
        checkSecond(batch, batch.started.by, actor, now())
        for (const device of batch.devices) {
          const deviceIndex = registry.indexOf(device.id)
          if (deviceIndex !== undefined && rules.mayCommand?.(actor, deviceIndex) === false)
            throw new Refused('notAllowed', `${device.id} belongs to another organisation`)
        }
        const payload = batch.incidentId === undefined ? {} : { incidentId: batch.incidentId }
        return [{ kind: 'commandBatch.confirmed', subjectId: id, actor, payload }]
      })
    },
    async decline({ id, actor, reason }) {
      await stop(id, actor, 'declined', reason)
    },
    async cancel({ id, actor, reason }) {
      await stop(id, actor, 'cancelled', reason)
    },
  }
}
