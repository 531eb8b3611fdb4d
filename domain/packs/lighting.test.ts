import { describe, expect, it } from 'vitest'
import type { CommandInput } from '../contract'
import { judgeCommand } from '../command/judgeCommand'
import { parameterFault } from '../things/parameterFault'
import { expectAlarms, expectPoints, expectServices, expectStates, typeOf } from './testPacks'

// White paper 4.2.10.2 (2) and 4.2.10.3 (2). What the modules do in the demo is held by demo/simulator/plantEffects.test.ts, their linkages by domain/rules/onSiteLinkages.test.ts.

const serviceOf = (typeId: string, id: string) => typeOf(typeId).services.find((each) => each.id === id)
/** What is wrong with the parameters that a service is given. */
const faults = (typeId: string, serviceId: string, input: CommandInput) =>
  (serviceOf(typeId, serviceId)?.input ?? []).flatMap((each) => parameterFault(each, input[each.id]) ?? [])
const namesOf = (typeId: string, serviceId: string, parameter: string) =>
  serviceOf(typeId, serviceId)
    ?.input.find(({ id }) => id === parameter)
    ?.values?.map(({ name }) => name.en)
const namesOfState = (typeId: string, id: string) =>
  typeOf(typeId)
    .properties.find((each) => each.id === id)
    ?.values?.map(({ name }) => name.zh)

describe('the modules of lighting', () => {
  // req: R-4.2.10.1-04
  it('are registered each as what they are: gateway, dimmer, sensor of people and light, panel, contacts, circuit', () => {
    for (const id of ['LIGHTING_GATEWAY', 'DIMMER', 'PRESENCE_SENSOR', 'LIGHTING_PANEL', 'DRY_CONTACT', 'LIGHTING'])
      expect(typeOf(id).systemKey, id).toMatch(/^energy\./)
    expectPoints('PRESENCE_SENSOR', 'presence', 'illuminance')
    expectPoints('DIMMER', 'circuit')
  })

  // req: R-4.2.10.1-05
  it('light rooms, advertising and landscape, watched and driven from afar', () => {
    expect(namesOfState('LIGHTING', 'use')).toEqual(['室内照明', '广告灯', '景观照明'])
    expectPoints('LIGHTING', 'brightness', 'circuit_power')
    expectServices('LIGHTING', 'switch_on', 'switch_off', 'dim', 'set_scene')
  })
})

describe('the gateway', () => {
  // req: R-4.2.10.2-23
  it('takes 128 devices, and refuses one more', () => {
    const { properties } = typeOf('LIGHTING_GATEWAY')
    const attach = serviceOf('LIGHTING_GATEWAY', 'attach_device')
    const held = (attached: number) =>
      judgeCommand({
        type: { properties },
        interlocks: attach?.interlocks ?? [],
        parameters: attach?.input,
        input: { address: 9 },
        read: (id) => (id === 'devices_attached' ? { value: attached, isFresh: true } : undefined),
      })
    expect(held(127)).toBeUndefined()
    expect(held(128)).toMatchObject({ code: 'interlocked' })
    expect(properties.find(({ id }) => id === 'devices_attached')?.max).toBe(128)
  })

  // req: R-4.2.10.2-25 R-4.2.10.2-31 R-4.2.10.2-48
  it.each(['LIGHTING_GATEWAY', 'LIGHTING', 'DIMMER'])(
    '%s tests itself and tells what came of it, and that its watchdog restarted it',
    (id) => {
      expectServices(id, 'self_test')
      expect(typeOf(id).events.map((each) => each.id)).toContain('self_test_done')
      expectAlarms(id, 'self_test_failed', 'watchdog_restart')
    },
  )
})

describe('switches, timers and contacts', () => {
  // req: R-4.2.10.2-33 R-4.2.10.2-49
  it('are programmed and tested from afar, and say when they are driven on the spot', () => {
    expectServices('LIGHTING', 'program', 'test_relay')
    expectStates('LIGHTING', 'local', 'remote')
    expectServices('DIMMER', 'program', 'test_circuit')
    expectPoints('DIMMER', 'control')
  })

  // req: R-4.2.10.2-39
  it('are driven by temperature and humidity within what a room can have', () => {
    expectPoints('LIGHTING', 'temperature', 'humidity')
    expect(faults('LIGHTING', 'set_climate_control', { temperature: 28, humidity: 70 })).toEqual([])
    expect(faults('LIGHTING', 'set_climate_control', { temperature: 90, humidity: -1 })).toEqual([
      'tooLarge',
      'tooSmall',
    ])
  })

  // req: R-4.2.10.2-41 R-4.2.10.2-42
  it('of dry contacts have logic with each other, and times at which they act', () => {
    expect(namesOf('DRY_CONTACT', 'set_logic', 'logic')).toEqual(['As it is', 'Not', 'And', 'Or'])
    expect(faults('DRY_CONTACT', 'set_logic', { input: 1, logic: 2, with: 16 })).toEqual([])
    expect(faults('DRY_CONTACT', 'set_time_linkage', { input: 1, from: 1080, to: 360, target: 4 })).toEqual([])
    expect(faults('DRY_CONTACT', 'set_time_linkage', { input: 17, from: 1440, to: 0, target: 4 })).toEqual([
      'tooLarge',
      'tooLarge',
    ])
  })

  // req: R-4.2.10.2-43
  it('has sixteen inputs, each a point with its own name that rules can wait for', () => {
    const inputs = typeOf('DRY_CONTACT').properties.filter(({ id }) => id.startsWith('input_'))
    expect(inputs).toHaveLength(16)
    expect(new Set(inputs.map(({ name }) => name.zh)).size).toBe(16)
    expect(inputs.every(({ values }) => values?.length === 2)).toBe(true)
  })

  // req: R-4.2.10.2-44
  it('drives in the ten ways that the text names', () =>
    expect(namesOf('DRY_CONTACT', 'set_control', 'kind')).toEqual([
      'Switch',
      'Switch and dim',
      'Scene',
      'Sequence',
      'Percentage',
      'Threshold',
      'String',
      'Count',
      'Ring',
      'Joint',
    ]))
})

describe('dimmers and sensors', () => {
  // req: R-4.2.10.2-45
  it('a dimmer that is switched by hand says so, with its brightness', () => {
    expect(namesOfState('DIMMER', 'control')).toEqual(['远程', '手动开关'])
    expectPoints('DIMMER', 'brightness')
  })

  // req: R-4.2.10.2-47 R-4.2.10.2-52
  it('a dimmer puts out 0–10 V, thyristor or MOS; a sensor one of them', () => {
    for (const id of ['DIMMER', 'PRESENCE_SENSOR'])
      expect(namesOfState(id, 'output_kind'), id).toEqual(['0-10 V', '可控硅', 'MOS'])
  })

  // req: R-4.2.10.2-57
  it('a sensor waits 0 to 3,600 s before it puts out, and takes nothing else', () => {
    expect(faults('PRESENCE_SENSOR', 'set_off_delay', { delay: 0 })).toEqual([])
    expect(faults('PRESENCE_SENSOR', 'set_off_delay', { delay: 3600 })).toEqual([])
    expect(faults('PRESENCE_SENSOR', 'set_off_delay', { delay: 3601 })).toEqual(['tooLarge'])
    expect(faults('PRESENCE_SENSOR', 'set_off_delay', { delay: -1 })).toEqual(['tooSmall'])
  })
})

// req: R-4.2.10.2-62 R-4.2.10.2-64 R-4.2.10.2-66
it('a panel has four to eight keys; each has circuits, one scene or several, an icon and a name', () => {
  const keys = typeOf('LIGHTING_PANEL').properties.find(({ id }) => id === 'keys')
  expect([keys?.min, keys?.max]).toEqual([4, 8])
  expect(namesOf('LIGHTING_PANEL', 'set_key', 'does')).toEqual(['Circuit', 'One scene', 'Several scenes'])
  expect(faults('LIGHTING_PANEL', 'set_key', { key: 8, does: 2, targets: '3,7,12' })).toEqual([])
  expect(faults('LIGHTING_PANEL', 'set_key_look', { key: 1, icon: 'moon', label: '夜灯' })).toEqual([])
  expect(faults('LIGHTING_PANEL', 'set_key', { key: 9, does: 3, targets: '' })).toEqual([
    'tooLarge',
    'noSuchValue',
    'missing',
  ])
})
