import { DeviceType, type LocalText, type Property } from '../../../domain/contract'

/** What is wrong with a type that is being edited, at its path: `properties[3].unit`. */
export interface DraftProblem {
  path: string
  code: 'missing' | 'malformed'
}

/** The version that editing a type begins with. */
export const nextVersion = (type: DeviceType): DeviceType => ({ ...type, version: type.version + 1 })

/** What stands for the id of a type that has none yet. */
// oxlint-disable-next-line typescript/no-unsafe-type-assertion -- `problemsOf` names it as missing, so that the form does not send it
export const noTypeId = '' as DeviceType['id']

/** A new type like another one: its own id, its first version, no paper of the other's maker. */
export function likeType(type: DeviceType): DeviceType {
  const { tsl: _tsl, documents: _documents, ...rest } = type
  return { ...rest, id: noTypeId, version: 1 }
}

export function withProperty(type: DeviceType, at: number, change: Partial<Property>): DeviceType {
  return {
    ...type,
    properties: type.properties.map((property, index) => (index === at ? { ...property, ...change } : property)),
  }
}

export const addProperty = (type: DeviceType): DeviceType => ({
  ...type,
  properties: [
    ...type.properties,
    { id: '', name: { zh: '', en: '' }, type: 'number', access: 'read', reportPeriodMs: 60_000 },
  ],
})

/** The type without a point; the panel lets go of it, alarms that watch it stay and are named as a problem. */
export function removeProperty(type: DeviceType, at: number): DeviceType {
  const gone = type.properties[at]?.id
  const groups = type.panel?.groups
    .map((group) => ({ ...group, properties: group.properties.filter((id) => id !== gone) }))
    .filter(({ properties }) => properties.length > 0)
  return {
    ...type,
    properties: type.properties.filter((_, index) => index !== at),
    ...(type.panel && { panel: { groups: groups ?? [] } }),
  }
}

const inBoth = ({ zh, en }: LocalText): LocalText => ({ zh, en: en || zh })
const named = <T extends { name: LocalText }>(list: readonly T[]): T[] =>
  list.map((each) => ({ ...each, name: inBoth(each.name) }))

/** Takes English names from the Chinese where none was written, as a person who is in a hurry would. */
export const withNames = (type: DeviceType): DeviceType => ({
  ...type,
  name: inBoth(type.name),
  properties: named(type.properties),
  services: named(type.services).map((service) => ({
    ...service,
    input: named(service.input),
    ...(service.output && { output: named(service.output) }),
    ...(service.interlocks && {
      interlocks: service.interlocks.map((interlock) => ({ ...interlock, text: inBoth(interlock.text) })),
    }),
  })),
  events: named(type.events).map((event) => ({ ...event, ...(event.fields && { fields: named(event.fields) }) })),
  alarms: named(type.alarms).map((alarm) => ({ ...alarm, response: alarm.response.map(inBoth) })),
})

/** What of a type does not have the form of one; the core looks at what it means. */
export function problemsOf(type: DeviceType): DraftProblem[] {
  const problems = (DeviceType.safeParse(withNames(type)).error?.issues ?? []).map(({ path }): DraftProblem => ({
    path: pathText(path),
    code: isEmptyAt(type, path) ? 'missing' : 'malformed',
  }))
  for (const [path, list] of listsOf(type)) {
    const seen = new Set<string>()
    list.forEach(({ id }, at) => {
      if (seen.has(id) && id !== '') problems.push({ path: `${path}[${at}].id`, code: 'malformed' })
      seen.add(id)
    })
  }
  return problems
}

/** Every list of a type in which no id may come twice, by its path. */
const listsOf = ({
  properties,
  services,
  events,
  alarms,
}: DeviceType): (readonly [string, readonly { id: string }[]])[] => [
  ['properties', properties],
  ['services', services],
  ['events', events],
  ['alarms', alarms],
  ...services.flatMap(({ input, output, interlocks }, at) => [
    [`services[${at}].input`, input] as const,
    [`services[${at}].output`, output ?? []] as const,
    [`services[${at}].interlocks`, interlocks ?? []] as const,
  ]),
  ...events.map(({ fields }, at) => [`events[${at}].fields`, fields ?? []] as const),
]

const pathText = (path: readonly PropertyKey[]): string =>
  path.map((step, at) => (typeof step === 'number' ? `[${step}]` : `${at === 0 ? '' : '.'}${String(step)}`)).join('')

function isEmptyAt(type: unknown, path: readonly PropertyKey[]): boolean {
  const value = path.reduce<unknown>(
    (part, step) => (typeof part === 'object' && part !== null ? Reflect.get(part, step) : undefined),
    type,
  )
  return value === undefined || value === ''
}

export type TypeReading = { ok: true; type: DeviceType } | { ok: false; problems: readonly DraftProblem[] | 'notJson' }

/** A type as somebody typed it, whole. */
export function readTypeText(text: string): TypeReading {
  let value: unknown
  try {
    value = JSON.parse(text)
  } catch {
    return { ok: false, problems: 'notJson' }
  }
  const parsed = DeviceType.safeParse(value)
  if (parsed.success) return { ok: true, type: parsed.data }
  return {
    ok: false,
    problems: parsed.error.issues.map(({ path }) => ({
      path: pathText(path),
      code: isEmptyAt(value, path) ? 'missing' : 'malformed',
    })),
  }
}
