import type {
  CommandInput,
  DeviceSelector,
  IncidentType,
  Linkage,
  LinkageAction,
  LinkageTrigger,
  LocalText,
  TakenValue,
} from '../contract'
import { systemPacks } from '.'
import { stateKey } from './stateKey'

// Short forms in which the linkages are written.

type Pair = readonly [zh: string, en: string]
const text = ([zh, en]: Pair): LocalText => ({ zh, en })

export const onAlarm = (systemKey: string, ...alarms: readonly string[]): LinkageTrigger => ({
  kind: 'alarm',
  systemKey,
  alarms: [...alarms],
})
export const onEvent = (systemKey: string, event: string): LinkageTrigger => ({ kind: 'event', systemKey, event })
export const onService = (systemKey: string, service: string): LinkageTrigger => ({
  kind: 'service',
  systemKey,
  service,
})
/** Set off when a value of the property makes the linkage's condition true. */
export const onSample = (systemKey: string, property: string): LinkageTrigger => ({
  kind: 'sample',
  systemKey,
  property,
})
export const onIncident = (...incidentTypes: readonly IncidentType[]): LinkageTrigger => ({
  kind: 'incident',
  incidentTypes: [...incidentTypes],
})

/**
 * Set off when the system's `state` takes one of the keys.
 *
 * @throws Error when no type of the system has one of the keys
 */
export const onState = (systemKey: string, ...keys: readonly string[]): LinkageTrigger =>
  onChoice(systemKey, 'state', ...keys)

/** The same of another property that is one of several. */
export function onChoice(systemKey: string, property: string, ...keys: readonly string[]): LinkageTrigger {
  const states = systemPacks
    .filter((type) => type.systemKey === systemKey)
    .flatMap((type) => type.properties.find(({ id }) => id === property)?.values ?? [])
  const values = keys.map((key) => {
    const state = states.find(({ name }) => stateKey(name.en) === key)
    if (!state) throw new Error(`${systemKey} has no state "${key}"`)
    return state.value
  })
  return { kind: 'state', systemKey, property, values }
}

type Where = Pick<DeviceSelector, 'scope' | 'radiusM' | 'max'>
export const sameFloor = (max: number): Where => ({ scope: 'sameFloor', max })
export const sameBuilding = (max: number): Where => ({ scope: 'sameBuilding', max })
export const near = (radiusM: number, max: number): Where => ({ scope: 'near', radiusM, max })

export const command = (
  systemKey: string,
  where: Where,
  service: string,
  input: Readonly<CommandInput> = {},
  takes?: Readonly<Record<string, TakenValue>>,
): LinkageAction => ({
  kind: 'command',
  devices: { systemKeys: [systemKey], ...where },
  service,
  input: { ...input },
  ...(takes && { takes: { ...takes } }),
})
export const show = (systemKey: string, where: Where): LinkageAction => ({
  kind: 'show',
  devices: { systemKeys: [systemKey], ...where },
})
export const openIncident = (incidentType: IncidentType): LinkageAction => ({ kind: 'openIncident', incidentType })
export const order = (skills: readonly string[], count: number, instruction: Pair): LinkageAction => ({
  kind: 'order',
  skills: [...skills],
  count,
  instruction: text(instruction),
})
export const message = (posts: readonly string[], words: Pair): LinkageAction => ({
  kind: 'message',
  posts: [...posts],
  text: text(words),
})

/** A linkage of `systemKey` with `withKey`; without a trigger a standing relation. */
export const linkage = (
  id: string,
  systemKey: string,
  withKey: string,
  name: Pair,
  trigger?: LinkageTrigger,
  ...actions: readonly LinkageAction[]
): Linkage => ({
  id,
  name: text(name),
  systemKey,
  withKey,
  ...(trigger ? { trigger } : {}),
  actions: [...actions],
})

/** A linkage that acts only when a condition over the device that set it off holds. */
export const onlyIf = (condition: string, of: Linkage): Linkage => ({ ...of, condition })
