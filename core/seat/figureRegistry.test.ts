import fc from 'fast-check'
import { expect, it } from 'vitest'
import { DeviceId } from '../../domain/contract'
import { testDistrict } from '../../domain/district/testDistrict'
import { Registry } from '../iot/Registry'
import { createFigureRegistry } from './figureRegistry'

const systems = [...new Set(testDistrict().deviceTypes.map(({ systemKey }) => systemKey)), 'security.lamp']
const ids = ['TH-1', 'TH-2', 'N-1']

/** The same, looked up anew over all devices. */
function lookUp(registry: Registry, system: string, property: string) {
  const rows = Array.from({ length: registry.deviceCount }, (_, row) => row).filter(
    (row) => !registry.isRetired(row) && registry.slotAt(row)?.type.systemKey === system,
  )
  const points = rows.flatMap((row) => {
    const slot = registry.slotAt(row)?.properties.get(property)
    return slot ? [{ point: slot.point, reportPeriodMs: slot.property.reportPeriodMs }] : []
  })
  return { rows, points }
}

it('lists devices and points of every system as the registry has them, whatever changes and in whatever steps (property)', () => {
  const step = fc.oneof(
    fc.record({
      kind: fc.constant('type' as const),
      has: fc.uniqueArray(fc.constantFrom('temperature', 'humidity')),
      system: fc.constantFrom('security.lamp', 'environment.room'),
    }),
    fc.record({ kind: fc.constant('device' as const), id: fc.constantFrom(...ids), isRetired: fc.boolean() }),
  )
  fc.assert(
    fc.property(fc.array(step, { maxLength: 8 }), (script) => {
      const registry = new Registry(testDistrict(), 1)
      const figures = createFigureRegistry(registry)
      const check = () => {
        expect(figures.deviceCount).toBe(registry.deviceCount)
        for (const system of systems)
          for (const property of ['temperature', 'humidity', 'nothing']) {
            const { rows, points } = lookUp(registry, system, property)
            expect(figures.devicesOfSystem(system)).toEqual(rows)
            expect(figures.pointsOf(system, property)).toEqual(points)
          }
      }
      const thermo = testDistrict().deviceTypes.find(({ id }) => id === 'thermo')!
      const [first] = thermo.properties
      check()
      script.forEach((one, at) => {
        const revision = at + 2
        const known = one.kind === 'device' ? registry.deviceAt(registry.indexOf(one.id) ?? 1) : undefined
        const steps = registry.begin(
          one.kind === 'type'
            ? {
                revision,
                types: [
                  {
                    ...thermo,
                    version: revision,
                    systemKey: one.system,
                    properties: one.has.map((id) => ({ ...first!, id })),
                  },
                ],
                devices: [],
              }
            : {
                revision,
                types: [],
                devices: [{ device: { ...known!, id: DeviceId.parse(one.id) }, isRetired: one.isRetired }],
              },
        )
        for (let next = steps.next(1); next; next = steps.next(1)) {
          steps.take(next)
          check()
        }
      })
    }),
    { seed: 9, numRuns: 25 },
  )
})
