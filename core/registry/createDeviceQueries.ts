import { type CheckedParams, type Device, type DeviceRecord, Refused, type Result } from '../../domain/contract'
import { isFound, type SearchWords, searchWords, soughtParts } from '../../domain/registry/searchWords'
import type { Registry } from '../iot/Registry'
import { withBelow } from '../../domain/registry/withBelow'
import type { Journal, StateView } from '../journal/Journal'
import type { Sight } from './createSights'

export type DeviceQueries = ReturnType<typeof createDeviceQueries>
type Filter = CheckedParams<'registry.find'>['filter']
type Sort = NonNullable<CheckedParams<'registry.find'>['sort']>

const compare = new Intl.Collator('zh-CN', { numeric: true }).compare

/**
 * Finds devices by everything that the registry says of them. A scan over prepared words; those of a device are made when somebody first searches for text, and anew after it changed.
 */
export function createDeviceQueries({
  registry,
  journal,
}: {
  registry: Registry
  journal: Pick<Journal, 'view' | 'onCommitted'>
}) {
  let words: (SearchWords | undefined)[] = []
  const stopRegistry = registry.onChanged(({ slots, records, types }) => {
    if (types.length > 0) words = []
    else for (const row of [...slots, ...records]) words[row] = undefined
  })
  // A name of a group, an organisation or a maker stands in the words of all its devices.
  const stopJournal = journal.onCommitted(({ touched }) => {
    if (touched.some(({ kind }) => kind === 'deviceGroup' || kind === 'organisation' || kind === 'maker')) words = []
  })

  const wordsOf = (row: number, device: Device): SearchWords => {
    const known = words[row]
    if (known) return known
    const { view } = journal
    const type = registry.typeOf(device.typeId)
    const place = registry.describePlace(device.place)
    const organisation =
      device.organisationId === undefined ? undefined : view.get('organisation', device.organisationId)
    const maker = type?.makerId === undefined ? undefined : view.get('maker', type.makerId)
    const groups = (device.groupIds ?? []).flatMap((id) => view.get('deviceGroup', id)?.name ?? [])
    const named = [device.name, place, type?.name, organisation?.name, maker?.name, maker?.shortName, ...groups]
    const made = searchWords([
      device.id,
      ...named.flatMap((name) => (name ? [name.zh, name.en] : [])),
      type?.id,
      type?.maker,
      type?.model,
      type?.systemKey,
      device.firmware,
      device.serialNumber,
      ...(device.tags ?? []),
      ...(device.attributes ?? []).flatMap(({ name, value }) => [name, value]),
    ])
    words[row] = made
    return made
  }

  const recordOf = (row: number, device: Device): DeviceRecord => {
    const change = journal.view.get('device', device.id)
    return {
      ...device,
      index: row,
      typeVersion: registry.typeAt(row)?.version ?? 0,
      ...(change && { changed: change.changed }),
      ...(change?.retired && { retired: change.retired }),
    }
  }

  /** Rows of the devices that a filter means, rising. @param sight of those that are to be seen; all without */
  function rowsOf(filter: Filter, sight?: Sight): number[] {
    const isMeant = compileFilter(filter, registry, journal.view)
    const parts = soughtParts(filter.text ?? '')
    const rows: number[] = []
    for (let row = 0; row < registry.deviceCount; row++) {
      const device = sight && !sight.sees(row) ? undefined : registry.deviceAt(row)
      if (device && isMeant(row, device) && (parts.length === 0 || isFound(wordsOf(row, device), parts))) rows.push(row)
    }
    return rows
  }

  function sorted(rows: number[], sort: Sort): number[] {
    if (sort === 'index') return rows
    const keys = new Map(rows.map((row) => [row, keyOf(row, sort)]))
    return rows.sort((a, b) => compare(keys.get(a) ?? '', keys.get(b) ?? '') || a - b)
  }

  function keyOf(row: number, sort: Sort): string {
    const device = registry.deviceAt(row)
    if (!device) return ''
    switch (sort) {
      case 'name':
        return device.name.zh
      case 'type':
        return registry.typeOf(device.typeId)?.name.zh ?? ''
      case 'place':
        return registry.describePlace(device.place).zh
      // The latest first.
      case 'changed':
        return String(1e15 - (journal.view.get('device', device.id)?.changed.atMs ?? 0))
      case 'index':
      case 'id':
        return device.id
    }
  }

  return {
    rowsOf,
    /** @throws Refused `notFound` */
    record(deviceId: string): DeviceRecord {
      const row = registry.indexOf(deviceId)
      const device = row === undefined ? undefined : registry.deviceAt(row)
      if (row === undefined || !device) throw new Refused('notFound', `device ${deviceId}`)
      return recordOf(row, device)
    },
    find({ filter, offset, limit, sort }: CheckedParams<'registry.find'>, sight?: Sight): Result<'registry.find'> {
      const rows = sorted(rowsOf(filter, sight), sort ?? 'index')
      const devices = rows.slice(offset, offset + limit).flatMap((row) => {
        const device = registry.deviceAt(row)
        return device ? [recordOf(row, device)] : []
      })
      return { revision: registry.revision, total: rows.length, devices }
    },
    stop() {
      stopRegistry()
      stopJournal()
    },
  }
}

/** Everything of a filter but its text. */
function compileFilter(filter: Filter, registry: Registry, view: StateView): (row: number, device: Device) => boolean {
  const setOf = <T>(list: readonly T[] | undefined): ReadonlySet<T> | undefined => list && new Set(list)
  const types = setOf<string>(filter.typeIds)
  const systems = setOf<string>(filter.systemKeys)
  const buildings = setOf<string>(filter.buildingIds)
  const floors = setOf<number>(filter.floors)
  const groups = filter.groupIds && withBelow(filter.groupIds, view.list('deviceGroup'))
  const organisations = filter.organisationIds && withBelow(filter.organisationIds, view.list('organisation'))
  const tags = setOf<string>(filter.tags)
  const { retired, parentId } = filter
  return (row, device) => {
    if (retired !== 'with' && registry.isRetired(row) !== (retired === 'only')) return false
    if (types && !types.has(device.typeId)) return false
    if (systems && !systems.has(registry.typeOf(device.typeId)?.systemKey ?? '')) return false
    const { buildingId, floor } = device.place
    if (buildings && !(buildingId !== undefined && buildings.has(buildingId))) return false
    if (floors && !(floor !== undefined && floors.has(floor))) return false
    if (parentId !== undefined && device.parentId !== parentId) return false
    if (organisations && !(device.organisationId !== undefined && organisations.has(device.organisationId)))
      return false
    if (groups && !device.groupIds?.some((id) => groups.has(id))) return false
    return !tags || (device.tags?.some((tag) => tags.has(tag)) ?? false)
  }
}
