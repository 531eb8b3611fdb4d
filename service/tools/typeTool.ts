import { readFile, writeFile } from 'node:fs/promises'
import { DeviceType } from '../../domain/contract'
import { systemPacks } from '../../domain/packs'
import { parseJson, readTsl } from '../../domain/things/readTsl'
import type { TslProblem } from '../../domain/things/tslProblem'
import { upgradeDeviceType } from '../../domain/things/upgradeDeviceType'
import { writeTsl } from '../../domain/things/writeTsl'
import { effectWords, problemWords, typeWords } from './typeWords'

/** What the commands about device types are given. */
export interface TypeCall {
  verb: string | undefined
  files: readonly string[]
  to: string | undefined
  system: string | undefined
  symbol: string | undefined
  /** Chinese and English with a slash between. */
  name: string | undefined
  known: string | undefined
  language: 'zh' | 'en'
  say(line: string): void
}

type Values = Readonly<Record<string, string | number>>

/**
 * `chengtai type import | export | compare`: device types from and to the makers' form (TSL), and what a new version does to running devices.
 *
 * @returns the exit status: 0 done, 1 refused or devices are affected; undefined when it was called wrongly
 */
export async function runTypeTool(call: TypeCall): Promise<number | undefined> {
  switch (call.verb) {
    case 'import':
      return importTsl(call)
    case 'export':
      return exportTsl(call)
    case 'compare':
      return compare(call)
    default:
      return undefined
  }
}

async function importTsl(call: TypeCall): Promise<number | undefined> {
  const [file] = call.files
  const known = call.known === undefined ? undefined : await readType(call.known, call)
  if (call.known !== undefined && !known) return 1
  const system = call.system ?? known?.systemKey
  const symbol = call.symbol ?? known?.symbol
  const [zh = known?.name.zh, en = zh] = call.name?.split('/') ?? []
  if (file === undefined || call.to === undefined || !system || !symbol || !zh || !en) return undefined
  const reading = readTsl(await readFile(file, 'utf8'), { systemKey: system, symbol, name: { zh, en } }, known)
  if (!reading.ok) {
    for (const problem of reading.problems)
      tell(call, 'problem', { path: problem.path || file, what: wordsOf(problem, call) })
    return 1
  }
  for (const { path } of reading.keptAside) tell(call, 'keptAside', { path })
  for (const { id } of reading.lostAlarms) tell(call, 'lostAlarm', { id })
  await writeFile(call.to, `${JSON.stringify(reading.type, undefined, 2)}\n`)
  tell(call, 'written', { file: call.to, members: countOf(reading.type) })
  return 0
}

async function exportTsl(call: TypeCall): Promise<number | undefined> {
  const [file] = call.files
  if (file === undefined || call.to === undefined) return undefined
  const type = systemPacks.find(({ id }) => id === file) ?? (await readType(file, call))
  if (!type) return 1
  await writeFile(call.to, writeTsl(type))
  tell(call, 'written', { file: call.to, members: countOf(type) })
  return 0
}

async function compare(call: TypeCall): Promise<number | undefined> {
  const [oldFile, nextFile] = call.files
  if (oldFile === undefined || nextFile === undefined) return undefined
  const old = await readType(oldFile, call)
  const next = await readType(nextFile, call)
  if (!old || !next) return 1
  const upgrade = upgradeDeviceType(old, next)
  if (!upgrade.ok) {
    tell(call, upgrade.why)
    return 1
  }
  for (const [part, { added, removed, changed }] of Object.entries(upgrade.changes))
    if (added.length + removed.length + changed.length > 0)
      tell(call, 'changes', { part, added: listOf(added), removed: listOf(removed), changed: listOf(changed) })
  for (const { kind, id } of upgrade.effects)
    tell(call, 'problem', { path: id, what: inLanguage(effectWords[kind], call.language) })
  tell(call, upgrade.goesOn ? 'goesOn' : 'doesNotGoOn')
  return upgrade.goesOn ? 0 : 1
}

/** A device type from a JSON file, or nothing, and the reason said. */
async function readType(file: string, call: TypeCall): Promise<DeviceType | undefined> {
  const parsed = DeviceType.safeParse(parseJson(await readFile(file, 'utf8')))
  if (!parsed.success) tell(call, 'noType', { file })
  return parsed.data
}

const countOf = ({ properties, events, services }: DeviceType): number =>
  properties.length + events.length + services.length

const listOf = (ids: readonly string[]): string => (ids.length === 0 ? '–' : ids.join(' '))

const inLanguage = ([zh, en]: readonly [string, string], language: 'zh' | 'en', values: Values = {}): string =>
  (language === 'zh' ? zh : en).replace(/\{(\w+)\}/g, (_, name: string) => String(values[name] ?? '')).trim()

const wordsOf = ({ code, details }: TslProblem, { language }: TypeCall): string =>
  inLanguage(problemWords[code], language, details)

const tell = (call: TypeCall, key: keyof typeof typeWords, values?: Values): void =>
  call.say(inLanguage(typeWords[key], call.language, values))
