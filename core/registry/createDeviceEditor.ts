import {
  type Actor,
  type CheckedParams,
  type Device,
  type DeviceId,
  type DevicePatch,
  type ErrorCode,
  Refused,
  RegistryProblem,
  type Result,
} from '../../domain/contract'
import { checkDevice } from '../../domain/registry/checkDevice'
import { checkNewId } from '../../domain/registry/deviceTwins'
import { effectivePatch, patched } from '../../domain/registry/deviceAfter'
import type { Registry } from '../iot/Registry'
import type { Draft, Journal, StateView } from '../journal/Journal'
import { deviceNow, registryFacts } from './registryFacts'

export interface DeviceEditorParts {
  registry: Registry
  journal: Pick<Journal, 'write' | 'onCommitted'>
  /** Resolves when what is committed is in the registry. */
  settled: () => Promise<void>
  /** Whether the one who asks may change the device. */
  mayManage: (actor: Actor, device: Device) => boolean
}

type Edit = CheckedParams<'registry.editDevices'>
type EditResult = Result<'registry.editDevices'>

/** Entries that one commit takes: few enough that clicks of others wait for some milliseconds only. */
const perCommit = 200

/** Changes devices, one or many. What is refused changes nothing. */
export type DeviceEditor = ReturnType<typeof createDeviceEditor>

export function createDeviceEditor({ registry, journal, settled, mayManage }: DeviceEditorParts) {
  /** When a field of a device was changed last, as a position of the journal; since the start. */
  const changedAt = new Map<string, Map<string, number>>()
  const stop = journal.onCommitted(({ entries }) => {
    for (const { kind, subject, payload, position } of entries) {
      if (kind !== 'device.changed' || typeof payload['patch'] !== 'object' || payload['patch'] === null) continue
      const fields = changedAt.get(subject.id) ?? new Map<string, number>()
      changedAt.set(subject.id, fields)
      for (const field of Object.keys(payload['patch'])) fields.set(field, position)
    }
  })

  const find = (view: StateView, id: DeviceId, actor: Actor): { device: Device; isRetired: boolean } => {
    const known = deviceNow(registry, view, id)
    if (!known) throw new Refused('notFound', `device ${id}`)
    if (!mayManage(actor, known.device)) throw new Refused('notAllowed', `device ${id} belongs to another organisation`)
    return known
  }

  const refuseProblems = (problems: readonly RegistryProblem[]): void => {
    const [first] = problems
    if (first) throw new Refused('badRequest', `${first.field ?? ''} ${first.code} ${first.detail}`, { problems })
  }

  const changeDraft = (view: StateView, id: DeviceId, patch: DevicePatch, actor: Actor): Draft | undefined => {
    const { device, isRetired } = find(view, id, actor)
    if (isRetired) throw new Refused('illegalState', `device ${id} is retired`)
    const effective = effectivePatch(device, patch)
    if (!effective) return undefined
    const next = patched(device, effective)
    refuseProblems(checkDevice(next, registryFacts(registry, view)))
    // Nobody gives away, or takes, what he may not manage.
    if (!mayManage(actor, next)) throw new Refused('notAllowed', `device ${id} would belong to another organisation`)
    return { kind: 'device.changed', subjectId: id, actor, payload: { deviceId: id, patch: effective } }
  }

  const revisionAfter = async (): Promise<{ revision: number }> => {
    await settled()
    return { revision: registry.revision }
  }

  /** The patch of one device of many. */
  const patchFor = (device: Device, edit: Edit): DevicePatch => {
    const { addTags = [], removeTags = [], addGroupIds = [], removeGroupIds = [], patch } = edit
    const join = (now: readonly string[] | null | undefined, add: readonly string[], remove: readonly string[]) =>
      [...new Set([...(now ?? []), ...add])].filter((one) => !remove.includes(one))
    return {
      ...patch,
      ...(addTags.length + removeTags.length > 0 && { tags: join(patch.tags ?? device.tags, addTags, removeTags) }),
      ...(addGroupIds.length + removeGroupIds.length > 0 && {
        groupIds: join(patch.groupIds ?? device.groupIds, addGroupIds, removeGroupIds),
      }),
    }
  }

  const editOne = (view: StateView, id: DeviceId, edit: Edit, actor: Actor): Draft | undefined => {
    const { device, isRetired } = find(view, id, actor)
    if (edit.retire === undefined) return changeDraft(view, id, patchFor(device, edit), actor)
    if (isRetired) return undefined
    return { kind: 'device.retired', subjectId: id, actor, payload: { deviceId: id, reason: edit.retire } }
  }

  const refusalOf = (deviceId: DeviceId, error: unknown): EditResult['refused'][number] => {
    if (!(error instanceof Refused)) throw error
    const code: ErrorCode = error.code
    const problems = error.details?.['problems']
    const first: unknown = Array.isArray(problems) ? problems[0] : undefined
    const named = problemOf(first)
    return {
      deviceId,
      code,
      ...(named && { problem: named.code, ...(named.field !== undefined && { field: named.field }) }),
    }
  }

  return {
    stop,

    async add(device: Device, actor: Actor) {
      await journal.write((view) => {
        const known = deviceNow(registry, view, device.id)
        if (known) {
          const code = known.isRetired ? 'retired' : 'alreadyThere'
          throw new Refused('alreadyExists', `device ${device.id}`, {
            problems: [{ field: 'id', code, detail: device.id }],
          })
        }
        const facts = registryFacts(registry, view)
        const unfit = checkNewId(device.id, (folded) => facts.twinOf(folded))
        refuseProblems([...(unfit ? [unfit] : []), ...checkDevice(device, facts)])
        if (!mayManage(actor, device))
          throw new Refused('notAllowed', 'the device would belong to another organisation')
        return [{ kind: 'device.added', subjectId: device.id, actor, payload: { device } }]
      })
      return { deviceId: device.id, ...(await revisionAfter()) }
    },

    async change({ deviceId, patch, seenRevision }: CheckedParams<'registry.changeDevice'>, actor: Actor) {
      await journal.write((view) => {
        const fields = changedAt.get(deviceId)
        const moved = Object.keys(patch).find((field) => (fields?.get(field) ?? 0) > (seenRevision ?? Infinity))
        if (moved !== undefined)
          throw new Refused('worldMoved', `${moved} of ${deviceId} was changed meanwhile`, { field: moved })
        const draft = changeDraft(view, deviceId, patch, actor)
        return draft ? [draft] : []
      })
      return revisionAfter()
    },

    async retire(deviceId: DeviceId, reason: string, actor: Actor) {
      await journal.write((view) => {
        const { isRetired } = find(view, deviceId, actor)
        if (isRetired) throw new Refused('alreadySet', `device ${deviceId} is retired`)
        return [{ kind: 'device.retired', subjectId: deviceId, actor, payload: { deviceId, reason } }]
      })
      return revisionAfter()
    },

    async restore(deviceId: DeviceId, actor: Actor) {
      await journal.write((view) => {
        const { device, isRetired } = find(view, deviceId, actor)
        if (!isRetired) throw new Refused('alreadySet', `device ${deviceId} is not retired`)
        refuseProblems(checkDevice(device, registryFacts(registry, view)))
        return [{ kind: 'device.restored', subjectId: deviceId, actor, payload: { deviceId } }]
      })
      return revisionAfter()
    },

    /** Changes each of many that can be changed, and says of each what became of it. */
    async edit(ids: readonly DeviceId[], edit: Edit, actor: Actor): Promise<EditResult> {
      const result: EditResult = { revision: 0, done: [], same: [], refused: [] }
      for (let from = 0; from < ids.length; from += perCommit) {
        await journal.write((view) =>
          ids.slice(from, from + perCommit).flatMap((id) => {
            try {
              const draft = editOne(view, id, edit, actor)
              ;(draft ? result.done : result.same).push(id)
              return draft ? [draft] : []
            } catch (error) {
              result.refused.push(refusalOf(id, error))
              return []
            }
          }),
        )
      }
      return { ...result, ...(await revisionAfter()) }
    },
  }
}

function problemOf(value: unknown): Pick<RegistryProblem, 'code' | 'field'> | undefined {
  const parsed = RegistryProblem.safeParse(value)
  return parsed.success ? parsed.data : undefined
}
