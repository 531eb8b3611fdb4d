import { Registry } from '../../core/iot/Registry'
import { DistrictDocument } from '../../domain/contract'
import { smallDistrict } from './smallDistrict'

const named = (name: string) => ({ zh: name, en: name })

/** A district of hydrants only: a pressure, the event `tilted` with an alarm that an acknowledgement ends, and the service `flush`. */
export function hydrantRegistry(count: number): Registry {
  const document = DistrictDocument.parse({
    ...smallDistrict,
    deviceTypes: [
      {
        id: 'HYDRANT',
        version: 1,
        systemKey: 'safety.fire.hydrant',
        name: named('hydrant'),
        symbol: 'fire-hydrant',
        properties: [
          { id: 'pressure', name: named('pressure'), type: 'number', access: 'read', reportPeriodMs: 1_000 },
        ],
        events: [{ id: 'tilted', name: named('tilted') }],
        services: [{ id: 'flush', name: named('flush'), commandClass: 1, timeoutMs: 5_000, input: [] }],
        alarms: [
          {
            id: 'tilt',
            name: named('tilt'),
            priority: 'important',
            isLifeSafety: false,
            condition: { kind: 'event', event: 'tilted' },
            onDelayMs: 0,
            offDelayMs: 0,
            incidentType: 'fire',
            response: [],
          },
        ],
      },
    ],
    devices: Array.from({ length: count }, (_, at) => ({
      id: `XHS-${at}`,
      typeId: 'HYDRANT',
      name: named(`hydrant ${at}`),
      place: { lngLat: [113.945, 22.535], plotId: 'p1' },
    })),
    people: [],
    materials: [],
    plans: [],
  })
  return new Registry(document, 1)
}
