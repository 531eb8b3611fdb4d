import {
  type AlarmDefinition,
  type AlarmSetting,
  type CheckedParams,
  type DeviceType,
  Refused,
} from '../../domain/contract'
import { findSettingFault, type SettingFault } from '../../domain/alarm/applySetting'
import { outOfServiceIdOf } from '../../domain/alarm/holds'
import { foldAlarmSetting } from '../../domain/folds/foldAlarmSetting'
import { isKnownEntry } from '../../domain/journal/parseEntry'
import type { Entry } from '../../domain/journal/entry'
import type { Journal } from '../journal/Journal'
import type { Clicker } from './createAlarmDesk'

/** What people set of the alarms of one device, and what they had set before. */
export interface AlarmSettings {
  /** @throws Refused as `alarmSetting.save` says */
  save(click: CheckedParams<'alarmSetting.save'>, by: Clicker): Promise<void>
  /** Newest first, a hundred at most. */
  history(of: CheckedParams<'alarmSetting.history'>): Promise<AlarmSetting[]>
}

export interface AlarmSettingsParts {
  journal: Journal
  readSettingEntries: (id: string) => Promise<readonly Entry[]>
  typeOf: (deviceId: string) => DeviceType | undefined
}

const mostChanges = 100
const codes = {
  notLimited: 'badRequest',
  outOfRange: 'badRequest',
  communicationLoss: 'badRequest',
  weakensLifeSafety: 'lifeSafety',
} as const satisfies Record<SettingFault, string>

export function createAlarmSettings({ journal, readSettingEntries, typeOf }: AlarmSettingsParts): AlarmSettings {
  const definitionOf = (deviceId: string, definitionId: string): { type: DeviceType; definition: AlarmDefinition } => {
    const type = typeOf(deviceId)
    const definition = type?.alarms.find(({ id }) => id === definitionId)
    if (!type || !definition) throw new Refused('notFound', `${deviceId} has no alarm ${definitionId}`)
    return { type, definition }
  }

  return {
    async save({ key, deviceId, definitionId, values, reason, seenAtMs }, { actor }) {
      const { type, definition } = definitionOf(deviceId, definitionId)
      const { condition } = definition
      const watched = 'property' in condition ? condition.property : undefined
      const fault = findSettingFault(
        definition,
        values,
        type.properties.find(({ id }) => id === watched),
      )
      if (fault) throw new Refused(codes[fault], fault, { fault })
      const id = outOfServiceIdOf(deviceId, definitionId)
      await journal.write((view) => {
        const there = view.get('alarmSetting', id)
        const isSeen =
          there?.saved.atMs === seenAtMs || (there && Object.keys(there.values).length === 0 && seenAtMs === undefined)
        if (!isSeen) throw new Refused('worldMoved', `${id} was changed meanwhile`)
        const payload = { deviceId, definitionId, values, reason }
        return [{ kind: 'alarmSetting.changed', subjectId: id, id: `${key}:${id}`, actor, payload }]
      })
    },
    async history({ deviceId, definitionId }) {
      const entries = await readSettingEntries(outOfServiceIdOf(deviceId, definitionId))
      const changes = entries.flatMap((entry) =>
        isKnownEntry(entry) ? (foldAlarmSetting(undefined, entry).state ?? []) : [],
      )
      return changes.sort((a, b) => b.saved.atMs - a.saved.atMs).slice(0, mostChanges)
    },
  }
}
