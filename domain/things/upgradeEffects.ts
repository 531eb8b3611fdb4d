import type { DeviceService, Property, ServiceParameter } from '../contract'

/** Something that somebody notices of an upgrade, at one member of the type. */
export type UpgradeEffect =
  /** Devices still report it and are refused; its history stays. */
  | { kind: 'valuesRefused'; id: string }
  /** Some values that devices may report are refused from now on. */
  | { kind: 'rangeNarrowed'; id: string }
  /** The same number means another thing: another type or unit, or a state with another name. Give it a new id instead. */
  | { kind: 'meansOther'; id: string; what: 'type' | 'unit' | 'states' }
  /** Can be written no more. */
  | { kind: 'readOnly'; id: string }
  | { kind: 'eventRefused'; id: string }
  /** Plans and linkages that ask for it fail. */
  | { kind: 'serviceGone'; id: string }
  /** Whoever asks as before asks wrongly: an input is new, gone or other. */
  | { kind: 'askedOtherwise'; id: string }
  /** More is asked of whoever commands: plans that state a lower class are refused. */
  | { kind: 'classRaised'; id: string }
  /** What it watched is watched no more. */
  | { kind: 'alarmGone'; id: string }

export function effectsOfProperty(before: Property, after: Property | undefined): UpgradeEffect[] {
  const { id } = before
  if (!after) return [{ kind: 'valuesRefused', id }]
  const effects: UpgradeEffect[] = []
  if (before.type !== after.type) effects.push({ kind: 'meansOther', id, what: 'type' })
  if (before.unit !== after.unit) effects.push({ kind: 'meansOther', id, what: 'unit' })
  if (statesDiffer(before, after)) effects.push({ kind: 'meansOther', id, what: 'states' })
  if (isNarrower(before, after)) effects.push({ kind: 'rangeNarrowed', id })
  if (before.access === 'readWrite' && after.access === 'read') effects.push({ kind: 'readOnly', id })
  return effects
}

export function effectsOfService(before: DeviceService, after: DeviceService | undefined): UpgradeEffect[] {
  const { id } = before
  if (!after) return [{ kind: 'serviceGone', id }]
  const ids = new Set([...before.input, ...after.input].map((parameter) => parameter.id))
  const isOther = [...ids].some((parameterId) => {
    const [was, is] = [before, after].map(({ input }) => input.find((parameter) => parameter.id === parameterId))
    return !was || !is || was.type !== is.type || was.unit !== is.unit || statesDiffer(was, is) || isNarrower(was, is)
  })
  return [
    ...(isOther ? [{ kind: 'askedOtherwise', id } as const] : []),
    ...(after.commandClass > before.commandClass ? [{ kind: 'classRaised', id } as const] : []),
  ]
}

type Ranged = Pick<ServiceParameter, 'min' | 'max' | 'values'>

/** Whether a value that was allowed is not any more: a limit moved inwards, a number of an enum went. */
const isNarrower = (before: Ranged, after: Ranged): boolean =>
  (after.min ?? -Infinity) > (before.min ?? -Infinity) ||
  (after.max ?? Infinity) < (before.max ?? Infinity) ||
  (before.values ?? []).some(({ value }) => !(after.values ?? []).some((each) => each.value === value))

/** Whether a number that both know has another name in Chinese, the language in which states are told apart. */
const statesDiffer = (before: Ranged, after: Ranged): boolean =>
  (before.values ?? []).some(({ value, name }) =>
    (after.values ?? []).some((each) => each.value === value && each.name.zh !== name.zh),
  )
