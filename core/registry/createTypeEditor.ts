import { type Actor, type CheckedParams, type DeviceTypePreview, type DeviceType, Refused } from '../../domain/contract'
import { checkDeviceType } from '../../domain/registry/checkDeviceType'
import { upgradeDeviceType } from '../../domain/things/upgradeDeviceType'
import type { Registry } from '../iot/Registry'
import type { Journal, StateView } from '../journal/Journal'

export interface TypeEditorParts {
  registry: Registry
  journal: Pick<Journal, 'write' | 'view'>
  /** Resolves when the registry knows what is committed; devices may still wait for their version. */
  begun: () => Promise<void>
}

/** Saves versions of device types. Devices go on: the registry takes the new version in while they run. */
export type TypeEditor = ReturnType<typeof createTypeEditor>

export function createTypeEditor({ registry, journal, begun }: TypeEditorParts) {
  const typeNow = (view: StateView, id: string): DeviceType | undefined => {
    const known = registry.typeOf(id)
    const saved = view.get('deviceType', id)?.type
    return saved && saved.version >= (known?.version ?? 0) ? saved : known
  }

  const problemsOf = (view: StateView, type: DeviceType) =>
    checkDeviceType(type, (id) => {
      const maker = view.get('maker', id)
      return maker !== undefined && maker.removed === undefined
    })

  const devicesOf = (typeId: string): number => {
    let devices = 0
    for (let index = 0; index < registry.deviceCount; index++)
      if (registry.deviceAt(index)?.typeId === typeId && !registry.isRetired(index)) devices += 1
    return devices
  }

  return {
    /** What saving would do; nothing is written. */
    preview(type: DeviceType): DeviceTypePreview {
      const before = typeNow(journal.view, type.id)
      const problems = problemsOf(journal.view, type)
      const upgrade = before && upgradeDeviceType(before, type)
      if (upgrade && !upgrade.ok) problems.push({ field: 'version', code: 'notNewer', detail: String(before.version) })
      return {
        problems,
        ...(before && { fromVersion: before.version }),
        ...(upgrade?.ok && { changes: upgrade.changes }),
        effects: upgrade?.ok ? upgrade.effects.map(({ kind, id }) => ({ kind, id })) : [],
        goesOn: upgrade?.ok ? upgrade.goesOn : before === undefined,
        devices: devicesOf(type.id),
      }
    },

    async save({ type, note }: CheckedParams<'registry.saveDeviceType'>, actor: Actor) {
      await journal.write((view) => {
        const before = typeNow(view, type.id)
        if (before && type.version <= before.version)
          throw new Refused('worldMoved', `${type.id} has version ${before.version}`, { version: before.version })
        const [first] = problemsOf(view, type)
        if (first)
          throw new Refused('badRequest', `${first.field ?? ''} ${first.code}`, { problems: problemsOf(view, type) })
        const payload = { type, ...(note !== undefined && note !== '' && { note }) }
        return [{ kind: 'deviceType.saved', subjectId: type.id, actor, payload }]
      })
      await begun()
      return { revision: registry.revision }
    },
  }
}
