import type { DeviceEvent, DeviceService, LocalText, OutputField, Property, ServiceParameter } from '../contract'
import { Identifier, MAX_COMMAND_TEXT } from '../contract'
import { type JsonObject, isObject, own } from './json'
import type { KeptAside, Report } from './tslProblem'
import { readValueForm } from './tslValues'

/** What reading tells besides its result. */
export interface Notes {
  report: Report
  keepAside: (path: string, reason: KeptAside['reason']) => void
}

/** A member of a TSL as this product has it; undefined where it is wrong (reported) or not used here (kept aside). */
type Read<Member> = (json: JsonObject, path: string, notes: Notes) => Member | undefined

/** Until the site says how often a device reports, ms. */
const USUAL_PERIOD_MS = 60_000
/** Until the site says how long an answer may take, ms. */
const USUAL_TIMEOUT_MS = 10_000
/** A service that nobody has judged yet is taken for one that moves doors: it asks for a reason and a right. */
const UNJUDGED_CLASS = 2

export const readProperty: Read<Property> = (json, path, notes) => {
  const id = readIdentifier(json, path, notes)
  const access = oneOf(json, 'accessMode', ['r', 'rw', 'w'], 'r', path, notes)
  const read = readValueForm(own(json, 'dataType'), `${path}.dataType`, notes.report)
  const name = readName(json, path, notes)
  if (id === undefined || access === undefined || read === undefined || name === undefined) return undefined
  if (read === 'unused') return aside(notes, path, 'dataType')
  if (access === 'w') return aside(notes, path, 'writeOnly')
  const { form, decimals } = read
  const { type } = form
  if (type === 'text') return aside(notes, path, 'dataType')
  return {
    id,
    name,
    ...form,
    type,
    ...(decimals === undefined ? {} : { decimals }),
    access: access === 'rw' ? 'readWrite' : 'read',
    reportPeriodMs: USUAL_PERIOD_MS,
  }
}

export const readEvent: Read<DeviceEvent> = (json, path, notes) => {
  const id = readIdentifier(json, path, notes)
  const level = oneOf(json, 'type', ['info', 'alert', 'error'], 'info', path, notes)
  const name = readName(json, path, notes)
  const fields = readList(json, 'outputData', path, notes, readField)
  if (id === undefined || level === undefined || name === undefined || fields === undefined) return undefined
  return { id, name, level, fields }
}

export const readService: Read<DeviceService> = (json, path, notes) => {
  const id = readIdentifier(json, path, notes)
  const call = oneOf(json, 'callType', ['sync', 'async'], 'async', path, notes)
  const name = readName(json, path, notes)
  const input = readList(json, 'inputData', path, notes, readParameter)
  const output = readList(json, 'outputData', path, notes, readField)
  if (id === undefined || call === undefined || name === undefined || !input || !output) return undefined
  if (input.length < listLength(json, 'inputData')) return aside(notes, path, 'input')
  const callForm = call === 'sync' ? 'rrpc' : 'pubSub'
  return { id, name, commandClass: UNJUDGED_CLASS, timeoutMs: USUAL_TIMEOUT_MS, input, output, call: callForm }
}

export const readField: Read<OutputField> = (json, path, notes) => {
  const id = readIdentifier(json, path, notes)
  const name = readName(json, path, notes)
  const read = readValueForm(own(json, 'dataType'), `${path}.dataType`, notes.report)
  if (id === undefined || name === undefined || read === undefined) return undefined
  return read === 'unused' ? aside(notes, path, 'dataType') : { id, name, ...read.form }
}

/** A text that may be longer than a command can bear is none that people could be asked for. */
export const readParameter: Read<ServiceParameter> = (json, path, notes) => {
  const field = readField(json, path, notes)
  if (!field) return undefined
  return (field.maxLength ?? 0) > MAX_COMMAND_TEXT ? aside(notes, path, 'dataType') : field
}

function aside(notes: Notes, path: string, reason: KeptAside['reason']): undefined {
  notes.keepAside(path, reason)
  return undefined
}

/** The members of a list that are read; undefined when it is no list. A missing list is an empty one. */
export function readList<Member extends { id: string }>(
  json: JsonObject,
  key: string,
  path: string,
  notes: Notes,
  read: Read<Member>,
  limit = 64,
): Member[] | undefined {
  const list = own(json, key) ?? []
  const listPath = path === '' ? key : `${path}.${key}`
  if (!Array.isArray(list)) {
    notes.report(listPath, 'notAList')
    return undefined
  }
  const seen = new Set<string>()
  const members: Member[] = []
  for (const [at, item] of list.entries()) {
    const itemPath = `${listPath}[${at}]`
    if (!isObject(item)) {
      notes.report(itemPath, 'notAnObject')
      continue
    }
    const id = own(item, 'identifier')
    if (typeof id === 'string' && seen.has(id))
      notes.report(`${itemPath}.identifier`, 'duplicateId', { found: id.slice(0, 64) })
    if (typeof id === 'string') seen.add(id)
    const member = read(item, itemPath, notes)
    if (member) members.push(member)
  }
  if (members.length > limit) notes.report(listPath, 'tooMany', { found: members.length, allowed: limit })
  return members
}

const listLength = (json: JsonObject, key: string): number => {
  const list = own(json, key)
  return Array.isArray(list) ? list.length : 0
}

function readIdentifier(json: JsonObject, path: string, { report }: Notes): string | undefined {
  const id = own(json, 'identifier')
  if (Identifier.safeParse(id).success && typeof id === 'string') return id
  const found = typeof id === 'string' ? { found: id.slice(0, 64) } : undefined
  report(
    `${path}.identifier`,
    id === undefined ? 'missing' : typeof id === 'string' ? 'badIdentifier' : 'wrongType',
    found,
  )
  return undefined
}

/** TSL has one name; it stands for both languages until somebody writes the other. Without one the identifier does. */
function readName(json: JsonObject, path: string, { report }: Notes): LocalText | undefined {
  const name = own(json, 'name') ?? own(json, 'identifier')
  if (typeof name === 'string' && name !== '' && name.length <= 400) return { zh: name, en: name }
  const isLong = typeof name === 'string' && name !== ''
  report(`${path}.name`, isLong ? 'tooLong' : 'wrongType', isLong ? { allowed: 400 } : undefined)
  return undefined
}

function oneOf<Word extends string>(
  json: JsonObject,
  key: string,
  words: readonly Word[],
  usual: Word,
  path: string,
  { report }: Notes,
): Word | undefined {
  const found = own(json, key) ?? usual
  const word = words.find((each) => each === found)
  if (word === undefined)
    report(`${path}.${key}`, typeof found === 'string' ? 'unknownWord' : 'wrongType', {
      ...(typeof found === 'string' ? { found: found.slice(0, 40) } : {}),
      allowed: words.join(' '),
    })
  return word
}
