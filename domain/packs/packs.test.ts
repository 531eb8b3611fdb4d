import { readFileSync } from 'node:fs'
import { fileURLToPath } from 'node:url'
import { describe, expect, it } from 'vitest'
import { DeviceType } from '../contract'
import { systemPacks } from '.'

const symbols = fileURLToPath(new URL('../../renderer/symbols/index.json', import.meta.url))

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
        } else if ('property' in condition) {
          const property = type.properties.find((item) => item.id === condition.property)
          expect(property, label).toBeDefined()
          if (condition.kind === 'equals') {
            expect(
              property?.values?.map((item) => item.value),
              label,
            ).toContain(condition.value)
          } else if ('limit' in condition) {
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

  it('latches only what is of fire and gas, and suppresses by design nothing that life depends on', () => {
    for (const type of systemPacks)
      for (const { id, isLatching, isLifeSafety, incidentType, suppressedWhen } of type.alarms) {
        const label = `${type.id}.${id}`
        if (isLatching) expect([isLifeSafety, incidentType], label).toEqual([true, 'fire'])
        for (const { property, values } of suppressedWhen ?? []) {
          expect(isLifeSafety, label).toBe(false)
          const states = type.properties.find((item) => item.id === property)?.values?.map(({ value }) => value)
          expect(states, label).toEqual(expect.arrayContaining(values))
        }
      }
  })

  it('uses every kind of condition there is', () => {
    const kinds = systemPacks.flatMap((type) => type.alarms.map(({ condition }) => condition.kind))
    expect(new Set(kinds)).toEqual(
      new Set(['above', 'below', 'equals', 'rate', 'deviation', 'stale', 'expression', 'event', 'offline']),
    )
  })

  it('raises communication loss', () => {
    for (const type of systemPacks)
      expect(type.alarms.filter((item) => item.priority === 'commloss').map((item) => item.condition.kind)).toEqual([
        'offline',
      ])
  })

  it('lays out its panel in groups where it has more points than a glance takes', () => {
    for (const { id, panel, properties } of systemPacks) {
      const grouped = panel?.groups.flatMap((group) => group.properties) ?? []
      expect(new Set(grouped).size, id).toBe(grouped.length)
      if (properties.length > 9) expect(grouped.toSorted(), id).toEqual(properties.map((each) => each.id).toSorted())
    }
  })

  it('bears a symbol that is drawn', () => {
    const drawn: { system: Record<string, string> } = JSON.parse(readFileSync(symbols, 'utf8'))
    for (const type of systemPacks) expect(Object.keys(drawn.system), type.id).toContain(type.symbol)
  })
})
