import type { DeviceEvent, DeviceService, DeviceType, OutputField, Property, ServiceParameter } from '../contract'
import { type JsonObject, isObject, isSame, objectsIn, own } from './json'
import { type Notes, readEvent, readField, readParameter, readProperty, readService } from './readMembers'
import { isStandard, parseJson } from './readTsl'
import { writeDataType } from './tslValues'

/**
 * Writes a device type in the makers' form (TSL). A type that was read from one and says the same still gives back that very text; where members changed, these are written anew with all
 * that the maker said besides, and the rest stays as it was. Alarms, classes, periods and English names have no place in a TSL.
 */
export function writeTsl(type: DeviceType): string {
  const stored = type.tsl === undefined ? undefined : parseJson(type.tsl)
  const before: JsonObject = isObject(stored) ? stored : {}
  const document = writeDocument(type, before)
  return type.tsl !== undefined && isSame(document, before) ? type.tsl : JSON.stringify(document, undefined, 2)
}

function writeDocument(type: DeviceType, before: JsonObject): JsonObject {
  const profileBefore = own(before, 'profile')
  const profile = { ...(isObject(profileBefore) ? profileBefore : {}), productKey: type.id }
  const properties = merge(listOf(before, 'properties'), type.properties, readProperty, writeProperty)
  const services = merge(
    listOf(before, 'services'),
    type.services,
    unlessStandard('services', readService),
    writeService,
  )
  const events = merge(listOf(before, 'events'), type.events, unlessStandard('events', readEvent), writeEvent)
  const isLevel = isSame(properties, listOf(before, 'properties'))
  return {
    ...before,
    profile,
    ...part(before, 'properties', properties),
    ...part(before, 'events', isLevel ? events : events.map((event) => levelled('events', event, properties))),
    ...part(before, 'services', isLevel ? services : services.map((each) => levelled('services', each, properties))),
  }
}

const listOf = (json: JsonObject, key: string): readonly JsonObject[] => objectsIn(own(json, key))

/** A list that the maker left out and that is still empty stays out. */
const part = (before: JsonObject, key: string, members: readonly JsonObject[]): JsonObject =>
  members.length === 0 && own(before, key) === undefined && Object.keys(before).length > 0 ? {} : { [key]: members }

type Read<Member> = (json: JsonObject, path: string, notes: Notes) => Member | undefined

const unlessStandard =
  <Member>(part: 'services' | 'events', read: Read<Member>): Read<Member> =>
  (json, path, notes) =>
    isStandard(part, json) ? undefined : read(json, path, notes)

const silent: Notes = { report: () => undefined, keepAside: () => undefined }

/** The maker's list with the members as they are now: what was never used here stays, what was taken out goes, what changed is written anew, what is new comes last. */
function merge<Member extends { id: string }>(
  before: readonly JsonObject[],
  members: readonly Member[],
  read: Read<Member>,
  write: (member: Member, before: JsonObject) => JsonObject,
): JsonObject[] {
  const open = new Map(members.map((member) => [member.id, member]))
  const kept = before.flatMap((json): JsonObject[] => {
    const was = read(json, '', silent)
    if (!was) return [json]
    const is = open.get(was.id)
    open.delete(was.id)
    if (!is) return []
    return [isSame(write(was, json), write(is, json)) ? json : write(is, json)]
  })
  return [...kept, ...[...open.values()].map((member) => write(member, {}))]
}

const nameOf = ({ id, name }: { id: string; name: { zh: string } }): JsonObject => ({ identifier: id, name: name.zh })

/** What a member that the maker did not write needs besides. */
const usual = (before: JsonObject, parts: JsonObject): JsonObject => ({ ...parts, ...before })

const dataTypeOf = (json: JsonObject): JsonObject => {
  const before = own(json, 'dataType')
  return isObject(before) ? before : {}
}

const writeProperty = (property: Property, before: JsonObject): JsonObject => ({
  ...usual(before, { required: false }),
  ...nameOf(property),
  accessMode: property.access === 'readWrite' ? 'rw' : 'r',
  dataType: writeDataType(property, property.decimals, dataTypeOf(before)),
})

const writeField = (field: OutputField, before: JsonObject): JsonObject => ({
  ...before,
  ...nameOf(field),
  dataType: writeDataType(field, undefined, dataTypeOf(before)),
})

const writeParameter = (parameter: ServiceParameter, before: JsonObject): JsonObject => writeField(parameter, before)

const writeEvent = (event: DeviceEvent, before: JsonObject): JsonObject => ({
  ...usual(before, { required: false, method: `thing.event.${event.id}.post` }),
  ...nameOf(event),
  type: event.level ?? 'info',
  outputData: merge(listOf(before, 'outputData'), event.fields ?? [], readField, writeField),
})

const writeService = (service: DeviceService, before: JsonObject): JsonObject => ({
  ...usual(before, { required: false, method: `thing.service.${service.id}` }),
  ...nameOf(service),
  callType: service.call === 'pubSub' ? 'async' : 'sync',
  inputData: merge(listOf(before, 'inputData'), service.input, readParameter, writeParameter),
  outputData: merge(listOf(before, 'outputData'), service.output ?? [], readField, writeField),
})

/** A service or event that every TSL has for its properties, with the properties as they are now. */
function levelled(part: 'services' | 'events', member: JsonObject, properties: readonly JsonObject[]): JsonObject {
  if (!isStandard(part, member)) return member
  const fields = (of: readonly JsonObject[]) =>
    of.map((property) => ({
      identifier: own(property, 'identifier'),
      name: own(property, 'name'),
      dataType: own(property, 'dataType'),
    }))
  if (part === 'events') return { ...member, outputData: fields(properties) }
  if (own(member, 'identifier') === 'set')
    return { ...member, inputData: fields(properties.filter((property) => own(property, 'accessMode') !== 'r')) }
  return {
    ...member,
    inputData: properties.map((property) => own(property, 'identifier')),
    outputData: fields(properties),
  }
}
