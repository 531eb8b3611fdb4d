import type { OutputField } from '../contract'
import { type JsonObject, isObject, own } from './json'
import type { Report } from './tslProblem'

/** What a value of a TSL is: everything of a field but its id and name. */
export type ValueForm = Omit<OutputField, 'id' | 'name'>

const numeric = ['int', 'float', 'double']
/** Of the standard, and not of this product's model. */
const unused = ['date', 'struct', 'array']
const decimalNumber = /^\s*[-+]?(?:\d+\.?\d*|\.\d+)(?:[eE][-+]?\d+)?\s*$/

/**
 * Reads `dataType: { type, specs }`.
 *
 * @returns the form; `'unused'` where the model has no such values; undefined when a problem was reported
 */
export function readValueForm(dataType: unknown, path: string, report: Report): ReadForm | 'unused' | undefined {
  if (!isObject(dataType)) {
    report(path, dataType === undefined ? 'missing' : 'notAnObject')
    return undefined
  }
  const type = own(dataType, 'type')
  if (typeof type !== 'string') {
    report(`${path}.type`, type === undefined ? 'missing' : 'wrongType')
    return undefined
  }
  if (unused.includes(type)) return 'unused'
  const specs = own(dataType, 'specs') ?? {}
  if (!isObject(specs)) {
    report(`${path}.specs`, 'notAnObject')
    return undefined
  }
  if (numeric.includes(type)) return readNumber(type, specs, `${path}.specs`, report)
  if (type === 'bool' || type === 'enum') return readNames(type, specs, `${path}.specs`, report)
  if (type === 'text') return readText(specs, `${path}.specs`, report)
  report(`${path}.type`, 'unknownWord', { found: type.slice(0, 40) })
  return undefined
}

/** A form, with the digits that the step of a number asks for. */
export interface ReadForm {
  form: ValueForm
  decimals?: number
}

function readNumber(type: string, specs: JsonObject, path: string, report: Report): ReadForm | undefined {
  const [min, max, step] = ['min', 'max', 'step'].map((key) => readLimit(specs, key, `${path}.${key}`, report))
  if (min === 'bad' || max === 'bad' || step === 'bad') return undefined
  if (min !== undefined && max !== undefined && min > max) {
    report(path, 'badRange', { min, max })
    return undefined
  }
  const unit = own(specs, 'unit') ?? ''
  if (typeof unit !== 'string' || unit.length > 16) {
    report(`${path}.unit`, typeof unit === 'string' ? 'tooLong' : 'wrongType', { allowed: 16 })
    return undefined
  }
  const decimals = type === 'int' ? 0 : step === undefined ? undefined : digitsOf(step)
  return {
    form: {
      type: 'number',
      ...(unit === '' ? {} : { unit }),
      ...(min === undefined ? {} : { min }),
      ...(max === undefined ? {} : { max }),
    },
    ...(decimals === undefined ? {} : { decimals }),
  }
}

/** A limit: TSL writes numbers as text; numbers are taken too, and an empty text is none. */
function readLimit(specs: JsonObject, key: string, path: string, report: Report): number | undefined | 'bad' {
  const value = own(specs, key)
  if (value === undefined || value === null || value === '') return undefined
  const number = typeof value === 'string' && decimalNumber.test(value) ? Number(value) : value
  if (typeof number === 'number' && Number.isFinite(number)) return number
  report(path, 'badNumber', typeof value === 'string' ? { found: value.slice(0, 40) } : {})
  return 'bad'
}

/** Digits after the point that a step of this size needs, six at most. */
function digitsOf(step: number): number {
  const digits = [0, 1, 2, 3, 4, 5].find(
    (count) => Math.abs(step * 10 ** count - Math.round(step * 10 ** count)) < 1e-9,
  )
  return digits ?? 6
}

function readNames(type: 'bool' | 'enum', specs: JsonObject, path: string, report: Report): ReadForm | undefined {
  const values: { value: number; name: { zh: string; en: string } }[] = []
  for (const [key, name] of Object.entries(specs)) {
    const value = /^-?\d{1,9}$/.test(key) ? Number(key) : NaN
    if (!Number.isInteger(value) || (type === 'bool' && value !== 0 && value !== 1)) {
      report(path, 'badEnum', { found: key.slice(0, 40) })
      return undefined
    }
    if (typeof name !== 'string' || name === '' || name.length > 400) {
      report(`${path}.${key}`, typeof name === 'string' && name !== '' ? 'tooLong' : 'wrongType')
      return undefined
    }
    values.push({ value, name: { zh: name, en: name } })
  }
  if (new Set(values.map(({ value }) => value)).size < values.length || (type === 'enum' && values.length === 0)) {
    report(path, 'badEnum')
    return undefined
  }
  return { form: { type, ...(values.length === 0 ? {} : { values }) } }
}

function readText(specs: JsonObject, path: string, report: Report): ReadForm | undefined {
  const length = readLimit(specs, 'length', `${path}.length`, report)
  if (length === 'bad') return undefined
  if (length === undefined) return { form: { type: 'text' } }
  if (Number.isInteger(length) && length >= 1 && length <= 10_240) return { form: { type: 'text', maxLength: length } }
  report(`${path}.length`, 'badRange', { found: length, allowed: 10_240 })
  return undefined
}

/**
 * The `dataType` of a form. Of what the maker wrote there the rest is kept: which numeric type, the name of the unit.
 *
 * @param decimals digits after the point of a number
 */
export function writeDataType(form: ValueForm, decimals: number | undefined, before: JsonObject = {}): JsonObject {
  const type = dataTypeName(form, decimals, own(before, 'type'))
  const specsBefore = own(before, 'specs')
  const isAlike = type === own(before, 'type') && form.type === 'number' && isObject(specsBefore)
  const kept = isAlike
    ? Object.entries(specsBefore).filter(([key]) =>
        isKept(key, decimals === undefined, form.unit === own(specsBefore, 'unit')),
      )
    : []
  return { ...before, type, specs: { ...Object.fromEntries(kept), ...specsOf(form, decimals, type) } }
}

/** What stands in the specs of a number besides what the model says: the name of the unit goes with the unit. */
function isKept(key: string, isStepUnsaid: boolean, isUnitSame: boolean): boolean {
  if (key === 'step') return isStepUnsaid
  if (key === 'unitName') return isUnitSame
  return !['min', 'max', 'unit'].includes(key)
}

function dataTypeName({ type }: ValueForm, decimals: number | undefined, before: unknown): string {
  if (type !== 'number') return type
  if (typeof before === 'string' && numeric.includes(before) && (before !== 'int' || (decimals ?? 0) === 0))
    return before
  return decimals === 0 ? 'int' : 'double'
}

function specsOf(
  { type, unit, min, max, values, maxLength }: ValueForm,
  decimals: number | undefined,
  name: string,
): JsonObject {
  if (type === 'text') return maxLength === undefined ? {} : { length: String(maxLength) }
  if (type !== 'number') return Object.fromEntries((values ?? []).map((each) => [String(each.value), each.name.zh]))
  return {
    ...(min === undefined ? {} : { min: String(min) }),
    ...(max === undefined ? {} : { max: String(max) }),
    ...(unit === undefined ? {} : { unit }),
    ...(decimals === undefined || name === 'int' ? {} : { step: (10 ** -decimals).toFixed(decimals) }),
  }
}
