import type { AlarmDefinition, DeviceType, LocalText } from '../contract'
import { DeviceTypeId, MAX_TSL_CHARACTERS } from '../contract'
import { type JsonObject, isObject, objectsIn, own, unfitness } from './json'
import { keepWhatIsOurs } from './keepWhatIsOurs'
import { type Notes, readEvent, readList, readProperty, readService } from './readMembers'
import type { KeptAside, TslProblem } from './tslProblem'

/** What a TSL does not say of a device type. */
export interface TslFrame {
  systemKey: string
  symbol: string
  name: LocalText
}

export type TslReading =
  | { ok: true; type: DeviceType; keptAside: KeptAside[]; lostAlarms: AlarmDefinition[] }
  | { ok: false; problems: TslProblem[] }

/** Most problems that are told of one document; the rest is more of the same. */
const MAX_PROBLEMS = 200

/** Services and events that every TSL has for its properties; they say nothing of their own. */
const standard = {
  services: ['thing.service.property.set', 'thing.service.property.get', 'set', 'get'],
  events: ['thing.event.property.post', 'post'],
}

export const isStandard = (part: keyof typeof standard, member: JsonObject): boolean =>
  [own(member, 'method'), own(member, 'identifier')].some(
    (word) => typeof word === 'string' && standard[part].includes(word),
  )

/**
 * Reads a thing model in the makers' form (物模型 TSL: `profile`, `properties`, `events`, `services`) into a device type, whole or not at all. The document stays with the type, so that
 * `writeTsl` gives back what is not used here.
 *
 * @param known the type as it is now, when the maker sends a new version: what a TSL cannot say (periods, classes, English names, alarms, panel) is taken over from it
 */
export function readTsl(text: string, frame: TslFrame, known?: DeviceType): TslReading {
  const problems: TslProblem[] = []
  const keptAside: KeptAside[] = []
  const notes: Notes = {
    report: (path, code, details) => {
      if (problems.length < MAX_PROBLEMS) problems.push({ path, code, ...(details ? { details } : {}) })
    },
    keepAside: (path, reason) => {
      keptAside.push({ path, reason })
    },
  }
  const document = parse(text, notes)
  const type = document && readDocument(document, frame, notes)
  if (!type || problems.length > 0) return { ok: false, problems }
  const { type: whole, lostAlarms } = keepWhatIsOurs({ ...type, tsl: text }, known)
  return { ok: true, type: whole, keptAside, lostAlarms }
}

function parse(text: string, { report }: Notes): JsonObject | undefined {
  if (text.length > MAX_TSL_CHARACTERS) {
    report('', 'tooLarge', { found: text.length, allowed: MAX_TSL_CHARACTERS })
    return undefined
  }
  const document = parseJson(text)
  if (document === undefined) report('', 'notJson')
  else if (!isObject(document)) report('', 'notAnObject')
  else {
    const why = unfitness(document)
    if (why === undefined) return document
    report('', why)
  }
  return undefined
}

/** The document of a text; undefined where it is no JSON. */
export function parseJson(text: string): unknown {
  try {
    return JSON.parse(text)
  } catch {
    return undefined
  }
}

function readDocument(document: JsonObject, frame: TslFrame, notes: Notes): DeviceType | undefined {
  const profile = own(document, 'profile') ?? {}
  const id = readProductKey(profile, notes)
  const properties = readList(document, 'properties', '', notes, readProperty)
  const events = readList(
    document,
    'events',
    '',
    notes,
    (json, path, notes) => (isStandard('events', json) ? undefined : readEvent(json, path, notes)),
    32,
  )
  const services = readList(
    document,
    'services',
    '',
    notes,
    (json, path, notes) => (isStandard('services', json) ? undefined : readService(json, path, notes)),
    32,
  )
  if (objectsIn(own(document, 'functionBlocks')).length > 0) notes.keepAside('functionBlocks', 'modules')
  if (id === undefined || !properties || !events || !services) return undefined
  return { id, version: 1, ...frame, properties, events, services, alarms: [] }
}

function readProductKey(profile: unknown, { report }: Notes): DeviceTypeId | undefined {
  if (!isObject(profile)) {
    report('profile', 'notAnObject')
    return undefined
  }
  const key = own(profile, 'productKey')
  const id = DeviceTypeId.safeParse(key)
  if (id.success) return id.data
  report(
    'profile.productKey',
    key === undefined || key === '' ? 'missing' : typeof key === 'string' ? 'tooLong' : 'wrongType',
  )
  return undefined
}
