import type { CommandTarget, DeviceId, DeviceService, DeviceType, Result } from '../../../domain/contract'

/** What a person has chosen so far; texts as they are typed. */
export interface TargetDraft {
  readonly typeId: string
  readonly buildingId: string
  readonly floor: string
  readonly text: string
  readonly service: string
  readonly input: Readonly<Record<string, string>>
  /** Named devices instead of a filter: those of a batch that failed. */
  readonly deviceIds?: readonly DeviceId[] | undefined
}

export const emptyDraft: TargetDraft = { typeId: '', buildingId: '', floor: '', text: '', service: '', input: {} }

/** @returns nothing while no type and no devices are chosen, or the floor is no number */
export function targetOf(draft: TargetDraft): CommandTarget | undefined {
  if (draft.deviceIds) return { deviceIds: [...draft.deviceIds] }
  const floor = draft.floor.trim() === '' ? undefined : Number(draft.floor)
  if (draft.typeId === '' || (floor !== undefined && !Number.isInteger(floor))) return undefined
  const text = draft.text.trim()
  return {
    typeId: draft.typeId,
    ...(draft.buildingId !== '' && { buildingId: draft.buildingId }),
    ...(floor !== undefined && { floor }),
    ...(text !== '' && { text }),
  }
}

export const serviceOf = (type: DeviceType | undefined, id: string): DeviceService | undefined =>
  type?.services.find((service) => service.id === id)

/** What was looked at before it is executed. */
export type Review = Result<'command.review'>
