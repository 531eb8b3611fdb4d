import {
  DeviceGroupFields,
  MakerFields,
  OrganisationFields,
  ThirdPartySystemFields,
  type CallName,
  type Client,
  type LocalText,
} from '../../../domain/contract'
import { newKey } from '../../feed'

export const listKinds = ['maker', 'thirdPartySystem', 'organisation', 'deviceGroup'] as const
export type ListKind = (typeof listKinds)[number]

/** An item as a form holds it: text by field. */
export type ItemDraft = Readonly<Partial<Record<ItemField, string>>>
export type ItemField =
  | 'nameZh'
  | 'nameEn'
  | 'shortName'
  | 'contact'
  | 'phone'
  | 'email'
  | 'address'
  | 'logo'
  | 'host'
  | 'port'
  | 'note'
  | 'parentId'

/** Fields of each kind, in the order of the form; `parentId` and `logo` are not typed but chosen. */
export const fieldsOf: Readonly<Record<ListKind, readonly ItemField[]>> = {
  maker: ['nameZh', 'nameEn', 'shortName', 'contact', 'phone', 'email', 'address', 'logo'],
  thirdPartySystem: ['nameZh', 'nameEn', 'host', 'port', 'note'],
  organisation: ['nameZh', 'nameEn', 'parentId'],
  deviceGroup: ['nameZh', 'nameEn', 'parentId', 'note'],
}

/** What the lists show of any kind. */
export interface ListItem {
  id: string
  name: LocalText
  removed?: unknown
  [field: string]: unknown
}

export function draftOf(kind: ListKind, item: ListItem): ItemDraft {
  const text = (value: unknown): string =>
    typeof value === 'string' || typeof value === 'number'
      ? String(value)
      : typeof value === 'object' && value !== null && 'zh' in value
        ? String(value.zh)
        : ''
  return Object.fromEntries(
    fieldsOf[kind].map((field) => [
      field,
      field === 'nameZh' ? item.name.zh : field === 'nameEn' ? item.name.en : text(item[field]),
    ]),
  )
}

/** What a draft says, by the contract's names; empty fields are left out. */
function plain(kind: ListKind, draft: ItemDraft): Record<string, unknown> {
  const zh = draft.nameZh?.trim() ?? ''
  const rest = fieldsOf[kind].flatMap((field): [string, unknown][] => {
    const value = draft[field]?.trim() ?? ''
    if (field === 'nameZh' || field === 'nameEn' || value === '') return []
    if (field === 'port') return [[field, Number(value)]]
    return [[field, field === 'shortName' ? { zh: value, en: value } : value]]
  })
  return { name: { zh, en: draft.nameEn?.trim() || zh }, ...Object.fromEntries(rest) }
}

const schemas = {
  maker: MakerFields,
  thirdPartySystem: ThirdPartySystemFields,
  organisation: OrganisationFields,
  deviceGroup: DeviceGroupFields,
} as const

/** Fields that cannot be taken as they stand. */
export function wrongFields(kind: ListKind, draft: ItemDraft): ReadonlySet<ItemField> {
  const { error } = schemas[kind].safeParse(plain(kind, draft))
  return new Set(
    (error?.issues ?? []).map(({ path: [head] }) => fieldsOf[kind].find((field) => field === head) ?? 'nameZh'),
  )
}

/** Saves an item; a new one without `id`. @param memberIds accounts of an organisation @throws Refused what the core refuses, a draft that cannot be taken among it */
export async function saveItem(
  client: Client,
  kind: ListKind,
  id: string | undefined,
  draft: ItemDraft,
  memberIds?: readonly string[],
): Promise<string> {
  const fields = { ...plain(kind, draft), ...(kind === 'organisation' && memberIds?.length && { memberIds }) }
  const asked = { key: newKey(), ...(id !== undefined && { id }) }
  switch (kind) {
    case 'maker':
      return (await client.call('maker.save', { ...asked, fields: MakerFields.parse(fields) })).id
    case 'thirdPartySystem':
      return (await client.call('thirdPartySystem.save', { ...asked, fields: ThirdPartySystemFields.parse(fields) })).id
    case 'organisation':
      return (await client.call('organisation.save', { ...asked, fields: OrganisationFields.parse(fields) })).id
    case 'deviceGroup':
      return (await client.call('deviceGroup.save', { ...asked, fields: DeviceGroupFields.parse(fields) })).id
  }
}

const removals = {
  maker: 'maker.remove',
  thirdPartySystem: 'thirdPartySystem.remove',
  organisation: 'organisation.remove',
  deviceGroup: 'deviceGroup.remove',
} as const satisfies Record<ListKind, CallName>

/** @throws Refused `illegalState` while something names it */
export const removeItem = async (client: Client, kind: ListKind, id: string): Promise<void> => {
  await client.call(removals[kind], { key: newKey(), id })
}
