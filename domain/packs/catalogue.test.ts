import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import type { DeviceType } from '../contract'
import { systemPacks } from '.'
import { systemLinkages } from './linkages'
import { stateKey } from './stateKey'

const pathTo = (path: string) => fileURLToPath(new URL(`../../${path}`, import.meta.url))
const reference = pathTo('../shared/whitepaper/systems.csv')

const kinds = ['telemetry', 'states', 'alarms', 'commands', 'linkages'] as const
type Kind = (typeof kinds)[number]
interface System extends Record<Kind | 'not_in_text' | 'protocols', readonly string[]> {
  key: string
}

/** The rows of a catalogue file; it has no line breaks inside fields. */
function readSystems(file: string): System[] {
  const [header = '', ...lines] = readFileSync(file, 'utf8').trim().split(/\r?\n/)
  const columns = fieldsOf(header)
  return lines.map((line) => {
    const fields = fieldsOf(line)
    const items = (column: string) => (fields[columns.indexOf(column)] ?? '').split(';').filter(Boolean)
    const names = (column: string) => items(column).map((item) => item.replace(/\[.*\]$/, ''))
    return {
      key: items('key')[0] ?? '',
      telemetry: names('telemetry'),
      states: names('states'),
      alarms: names('alarms'),
      commands: names('commands'),
      linkages: items('linkages').map((item) => item.split(':')[0] ?? ''),
      not_in_text: names('not_in_text'),
      protocols: names('protocols'),
    }
  })
}

const fieldsOf = (line: string): string[] =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  )

interface Member {
  typeId: string
  path: string
  isOurs: boolean
}

/** What stands for an item of the catalogue in the types of its system; a position is two points, a text is an event. */
const membersFor: Record<Exclude<Kind, 'linkages'>, (type: DeviceType, name: string) => Member[]> = {
  telemetry: (type, name) => [
    ...type.properties
      .filter(({ id }) => id === name || (name.endsWith('position') && (id === 'lng' || id === 'lat')))
      .map((each) => memberOf(type, `properties.${each.id}`, each)),
    ...type.events.filter(({ id }) => id === name).map((each) => memberOf(type, `events.${each.id}`, each)),
  ],
  states: (type, name) =>
    type.properties.flatMap((property) =>
      (property.values ?? [])
        .filter((each) => stateKey(each.name.en) === name)
        .map((each) => memberOf(type, `properties.${property.id}=${each.value}`, each)),
    ),
  alarms: (type, name) =>
    type.alarms.filter(({ id }) => id === name).map((each) => memberOf(type, `alarms.${each.id}`, each)),
  commands: (type, name) =>
    type.services.filter(({ id }) => id === name).map((each) => memberOf(type, `services.${each.id}`, each)),
}

const memberOf = (type: DeviceType, path: string, { isOurs }: { isOurs?: boolean | undefined }): Member => ({
  typeId: type.id,
  path,
  isOurs: isOurs ?? false,
})

const typesOf = (key: string) => systemPacks.filter((type) => type.systemKey === key)
const linkagesOf = (key: string, other: string) =>
  systemLinkages.filter(
    ({ systemKey, withKey }) => (systemKey === key && withKey === other) || (systemKey === other && withKey === key),
  )

const systems = readSystems(pathTo('docs/systems.csv'))

describe('the catalogue of the 55 on-site systems', () => {
  it('is kept as the reference has it', (context) => {
    context.skip(!existsSync(reference), 'the reference does not lie beside this checkout')
    expect(systems).toEqual(readSystems(reference))
  })

  it('has 55 systems, each with a thing model and the protocols such devices speak', () => {
    expect(systems).toHaveLength(55)
    for (const { key, protocols } of systems) {
      const [type] = typesOf(key)
      expect(type, key).toBeDefined()
      expect(type?.protocols ?? [], key).toEqual(protocols)
    }
  })

  it('can be pointed at in the packs, item by item; docs/pack-items.csv says where', async () => {
    const missing: string[] = []
    const rows = ['system,kind,item,stands_at,ours']
    for (const system of systems)
      for (const kind of kinds)
        for (const name of system[kind]) {
          const members =
            kind === 'linkages'
              ? linkagesOf(system.key, name).map(({ id }) => ({ typeId: 'linkage', path: id, isOurs: false }))
              : typesOf(system.key).flatMap((type) => membersFor[kind](type, name))
          if (members.length === 0) missing.push(`${system.key} ${kind} ${name}`)
          const standsAt = members.map(({ typeId, path }) => `${typeId}.${path}`).join(' ')
          rows.push([system.key, kind, name, standsAt, members.some(({ isOurs }) => isOurs) ? 'ours' : ''].join())
        }
    expect(missing).toEqual([])
    await expect(`${rows.join('\n')}\n`).toMatchFileSnapshot(pathTo('docs/pack-items.csv'))
  })

  it('marks as ours exactly what the text does not name', () => {
    for (const { key, not_in_text, ...named } of systems)
      for (const kind of ['telemetry', 'states', 'alarms', 'commands'] as const)
        for (const name of named[kind])
          for (const { typeId, path, isOurs } of typesOf(key).flatMap((type) => membersFor[kind](type, name)))
            expect(isOurs, `${typeId}.${path}`).toBe(not_in_text.includes(name))
  })

  it('says of every member that it does not have that it is ours', () => {
    for (const { key, telemetry, states, alarms, commands } of systems)
      for (const type of typesOf(key)) {
        const told = type.alarms.flatMap(({ condition }) =>
          condition.kind === 'event' ? Object.values(condition) : [],
        )
        const strange = [
          ...type.properties.filter(
            ({ id, values }) =>
              !telemetry.includes(id) &&
              !(['lng', 'lat'].includes(id) && telemetry.some((name) => name.endsWith('position'))) &&
              !values?.some(({ name }) => states.includes(stateKey(name.en))),
          ),
          ...type.events.filter(({ id }) => !telemetry.includes(id) && !told.includes(id)),
          ...type.services.filter(({ id }) => !commands.includes(id)),
          ...type.alarms.filter(({ id }) => !alarms.includes(id) && id !== 'offline'),
        ]
        for (const member of strange) expect(member.isOurs, `${type.id}.${member.id}`).toBe(true)
      }
  })
})
