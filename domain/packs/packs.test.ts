import { existsSync, readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DeviceType } from '../contract'
import { systemPacks } from '.'

const catalogue = fileURLToPath(new URL('../../../shared/whitepaper/systems.csv', import.meta.url))
const symbols = fileURLToPath(new URL('../../renderer/symbols/index.json', import.meta.url))

/** A CSV line with quoted fields; the catalogue has no line breaks inside fields. */
function fieldsOf(line: string): string[] {
  return [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  )
}
const namesIn = (field: string | undefined): string[] =>
  (field ?? '')
    .split(';')
    .filter(Boolean)
    .map((item) => item.replace(/\[.*\]$/, ''))

describe('every thing model', () => {
  it('satisfies the schema', () => {
    for (const type of systemPacks) expect(DeviceType.safeParse(type).error?.message, type.id).toBeUndefined()
  })

  it('has an id of its own, and no two members of a kind with the same id', () => {
    const unique = (ids: readonly string[]) => expect(new Set(ids).size, ids.join()).toBe(ids.length)
    unique(systemPacks.map((type) => type.id))
    for (const type of systemPacks)
      for (const members of [type.properties, type.events, type.services, type.alarms]) unique(members.map((m) => m.id))
  })

  it('raises alarms only from what it has, with limits inside the range', () => {
    for (const type of systemPacks)
      for (const { id, condition } of type.alarms) {
        const label = `${type.id}.${id}`
        if (condition.kind === 'event') {
          const events = type.events.map((event) => event.id)
          expect(events, label).toContain(condition.event)
          if (condition.clearEvent !== undefined) expect(events, label).toContain(condition.clearEvent)
        } else if (condition.kind !== 'offline') {
          const property = type.properties.find((item) => item.id === condition.property)
          expect(property, label).toBeDefined()
          if (condition.kind === 'equals') {
            expect(
              property?.values?.map((item) => item.value),
              label,
            ).toContain(condition.value)
          } else {
            expect(condition.limit, label).toBeGreaterThan(property?.min ?? Infinity)
            expect(condition.limit, label).toBeLessThan(property?.max ?? -Infinity)
          }
        }
      }
  })

  it('tells the dispatcher what to do first when an alarm is urgent or important', () => {
    for (const type of systemPacks)
      for (const item of type.alarms)
        if (item.priority === 'urgent' || item.priority === 'important')
          expect(item.response.length, `${type.id}.${item.id}`).toBeGreaterThan(1)
  })

  it('raises communication loss', () => {
    for (const type of systemPacks)
      expect(type.alarms.filter((item) => item.priority === 'commloss').map((item) => item.condition.kind)).toEqual([
        'offline',
      ])
  })

  it('bears a symbol that is drawn', () => {
    const drawn: { system: Record<string, string> } = JSON.parse(readFileSync(symbols, 'utf8'))
    for (const type of systemPacks) expect(Object.keys(drawn.system), type.id).toContain(type.symbol)
  })
})

describe('the systems catalogue', () => {
  it('is covered: 55 systems with their points, states, alarms and commands', (context) => {
    context.skip(!existsSync(catalogue), 'the systems catalogue does not lie beside this checkout')
    const [header = '', ...lines] = readFileSync(catalogue, 'utf8').trim().split(/\r?\n/)
    const columns = fieldsOf(header)
    const missing: string[] = []
    for (const line of lines) {
      const fields = fieldsOf(line)
      const field = (name: string) => fields[columns.indexOf(name)]
      const key = field('key') ?? ''
      const types = systemPacks.filter((type) => type.systemKey === key)
      if (types.length === 0) missing.push(key)
      const points = types.flatMap((type) => [...type.properties, ...type.events].map((item) => item.id))
      const stateNames = types.flatMap((type) =>
        type.properties.flatMap((item) =>
          (item.values ?? []).map(({ name }) => name.en.toLowerCase().replaceAll(' ', '_')),
        ),
      )
      const alarms = types.flatMap((type) => type.alarms.map((item) => item.id))
      const services = types.flatMap((type) => type.services.map((item) => item.id))
      const isCovered = (name: string) =>
        points.includes(name) || (name.endsWith('position') && points.includes('lng') && points.includes('lat'))
      for (const name of namesIn(field('telemetry'))) if (!isCovered(name)) missing.push(`${key}: point ${name}`)
      for (const name of namesIn(field('states'))) if (!stateNames.includes(name)) missing.push(`${key}: state ${name}`)
      for (const name of namesIn(field('alarms'))) if (!alarms.includes(name)) missing.push(`${key}: alarm ${name}`)
      for (const name of namesIn(field('commands')))
        if (!services.includes(name)) missing.push(`${key}: command ${name}`)
    }
    expect(missing).toEqual([])
    expect(lines).toHaveLength(55)
  })
})
