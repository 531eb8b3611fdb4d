import {
  ForwardField,
  type ForwardKind,
  ForwardRouteText,
  type ForwardTarget,
  type ShownRoute,
} from '../../../domain/contract'

export type TargetKind = ForwardTarget['kind']
export const targetKinds: readonly TargetKind[] = ['mqtt', 'http', 'kafka', 'file', 'database']
export const forwardKinds: readonly ForwardKind[] = ['sample', 'alarm', 'rule', 'reminder']
/** Lists of a filter, as people type them: names parted by commas; empty takes everything. */
export const filterLists = ['systemKeys', 'typeIds', 'buildingIds', 'deviceIds', 'properties'] as const
export type FilterList = (typeof filterLists)[number]

/** What each kind of target asks for, in the order of the form; numbers and switches are text until they are read. */
export const targetFields = {
  mqtt: ['url', 'topic', 'username'],
  http: ['url', 'username'],
  kafka: ['brokers', 'topic', 'username'],
  file: ['format', 'rotateRows', 'rotateMinutes', 'keepFiles'],
  database: ['host', 'port', 'database', 'table', 'username'],
} as const satisfies Record<TargetKind, readonly string[]>
export type TargetField = (typeof targetFields)[TargetKind][number]

/** Targets that can be reached over TLS by a switch of their own; elsewhere the address says it. */
export const hasTlsSwitch = (kind: TargetKind): boolean => kind === 'kafka' || kind === 'database'

/** A route while somebody writes it. */
export interface RouteDraft {
  id: string | undefined
  name: string
  kinds: readonly ForwardKind[]
  lists: Record<FilterList, string>
  fields: readonly ForwardField[]
  targetKind: TargetKind
  target: Record<TargetField, string>
  isTls: boolean
  mostQueueMb: string
  isEnabled: boolean
  hasSecret: boolean
  /** What is typed now; `undefined` leaves the one that is kept. */
  secret: string | undefined
}

const emptyTarget: Record<TargetField, string> = {
  url: '',
  topic: '',
  username: '',
  brokers: '',
  format: 'csv',
  rotateRows: '50000',
  rotateMinutes: '60',
  keepFiles: '100',
  host: '',
  port: '5432',
  database: '',
  table: '',
}

export const newDraft = (): RouteDraft => ({
  id: undefined,
  name: '',
  kinds: ['sample'],
  lists: { systemKeys: '', typeIds: '', buildingIds: '', deviceIds: '', properties: '' },
  fields: ForwardField.options,
  targetKind: 'mqtt',
  target: { ...emptyTarget, topic: 'chengtai/{systemKey}/{deviceId}/{property}' },
  isTls: true,
  mostQueueMb: '200',
  isEnabled: true,
  hasSecret: false,
  secret: undefined,
})

export function draftOf(route: ShownRoute): RouteDraft {
  const { filter, target } = route
  const lists = { systemKeys: '', typeIds: '', buildingIds: '', deviceIds: '', properties: '' }
  for (const list of filterLists) lists[list] = (filter[list] ?? []).join(', ')
  const typed: Record<string, string> = { ...emptyTarget }
  for (const [field, value] of Object.entries(target))
    if (field in emptyTarget) typed[field] = Array.isArray(value) ? value.join(', ') : String(value)
  return {
    ...newDraft(),
    id: route.id,
    name: route.name,
    kinds: filter.kinds,
    lists,
    fields: route.fields,
    targetKind: target.kind,
    target: { ...emptyTarget, ...typed },
    isTls: 'isTls' in target ? target.isTls : true,
    mostQueueMb: String(route.mostQueueMb),
    isEnabled: route.isEnabled,
    hasSecret: route.hasSecret,
  }
}

const listOf = (text: string): string[] =>
  text
    .split(/[,,、\s]+/)
    .map((one) => one.trim())
    .filter((one) => one !== '')

function targetOf({ targetKind, target, isTls }: RouteDraft): Record<string, unknown> {
  const named = target.username.trim() === '' ? {} : { username: target.username.trim() }
  switch (targetKind) {
    case 'mqtt':
      return { kind: 'mqtt', url: target.url.trim(), topic: target.topic.trim(), qos: 1, ...named }
    case 'http':
      return { kind: 'http', url: target.url.trim(), method: 'POST', ...named }
    case 'kafka':
      return { kind: 'kafka', brokers: listOf(target.brokers), topic: target.topic.trim(), isTls, ...named }
    case 'file':
      return {
        kind: 'file',
        format: target.format,
        rotateRows: Number(target.rotateRows),
        rotateMinutes: Number(target.rotateMinutes),
        keepFiles: Number(target.keepFiles),
      }
    case 'database':
      return {
        kind: 'database',
        host: target.host.trim(),
        port: Number(target.port),
        database: target.database.trim(),
        table: target.table.trim(),
        isTls,
        ...named,
      }
  }
}

/** The route of a draft, or the names of the fields that are not sound yet. */
export function readDraft(draft: RouteDraft): { route: ForwardRouteText } | { problems: ReadonlySet<string> } {
  const filter: Record<string, unknown> = { kinds: draft.kinds }
  for (const list of filterLists) if (draft.lists[list].trim() !== '') filter[list] = listOf(draft.lists[list])
  const read = ForwardRouteText.safeParse({
    name: draft.name.trim(),
    isEnabled: draft.isEnabled,
    filter,
    fields: draft.fields,
    target: targetOf(draft),
    mostQueueMb: Number(draft.mostQueueMb),
  })
  if (read.success) return { route: read.data }
  return {
    problems: new Set(read.error.issues.map(({ path }) => String(path[0] === 'name' ? 'name' : (path[1] ?? path[0])))),
  }
}

/** Where a route leads, in a few characters. */
export function targetText(target: ForwardTarget): string {
  switch (target.kind) {
    case 'mqtt':
    case 'http':
      return target.url
    case 'kafka':
      return `${target.brokers[0]} · ${target.topic}`
    case 'file':
      return target.format.toUpperCase()
    case 'database':
      return `${target.host}:${target.port}/${target.database}.${target.table}`
  }
}
