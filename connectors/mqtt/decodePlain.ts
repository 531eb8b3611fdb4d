import { qualityCodes } from '../../domain/contract'
import { checkTime, checkValue } from './checks'
import type { PlainMapping } from './options'
import { isRecord } from './parseMessage'
import type { JsonRecord } from './parseMessage'
import type { Incoming, Wall } from './Wall'

/** Value at a path; own fields only, so that no name of a prototype is ever followed. */
export function readPath(message: JsonRecord, path: string): unknown {
  let at: unknown = message
  for (const name of path.split('.')) {
    if (Array.isArray(at)) at = /^\d{1,4}$/.test(name) ? at[Number(name)] : undefined
    else at = isRecord(at) && Object.hasOwn(at, name) ? at[name] : undefined
  }
  return at
}

/** `meter-{2}` with the topic's levels, counted from 1. @returns `undefined` when the topic has no such level */
export function fillTemplate(template: string, topicLevels: readonly string[]): string | undefined {
  let isWhole = true
  const filled = template.replace(/\{(\d{1,2})\}/g, (_, level: string) => {
    const value = topicLevels[Number(level) - 1]
    isWhole &&= value !== undefined
    return value ?? ''
  })
  return isWhole ? filled : undefined
}

/** Plain JSON by a declared mapping. Fields that the message lacks are passed over: many devices send only what changed. */
export function decodePlain(message: JsonRecord, mapping: PlainMapping, { device }: Incoming, wall: Wall): void {
  const sourceAtMs = readTime(message, mapping, wall)
  if (Number.isNaN(sourceAtMs)) return
  for (const [name, { path, scale = 1, offset = 0, unit }] of Object.entries(mapping.properties)) {
    const given = readPath(message, path)
    if (given === undefined) continue
    const slot = device.properties.get(name)
    if (slot === undefined) {
      wall.refuse('unknownProperty', name)
      continue
    }
    if (unit !== undefined && unit !== slot.property.unit) {
      wall.refuse('wrongType', `${name}: mapped as ${unit}, the model has ${slot.property.unit ?? 'no unit'}`)
      continue
    }
    const value = checkValue(typeof given === 'number' ? given * scale + offset : given, slot.property, wall)
    if (!Number.isNaN(value)) wall.sink.sample(slot.point, value, sourceAtMs, qualityCodes.good)
  }
}

function readTime(message: JsonRecord, { time }: PlainMapping, wall: Wall): number {
  if (time === undefined) return wall.nowMs
  const given = readPath(message, time.path)
  if (time.unit === 'ms') return checkTime(given, wall.nowMs, 'message', wall)
  if (time.unit === 's')
    return checkTime(typeof given === 'number' ? given * 1_000 : given, wall.nowMs, 'message', wall)
  if (given !== undefined && typeof given !== 'string') return checkTime(String, wall.nowMs, 'message', wall)
  return checkTime(given === undefined ? undefined : Date.parse(given), wall.nowMs, 'message', wall)
}
