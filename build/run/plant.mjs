import fs from 'node:fs'
import path from 'node:path'
import { root } from '../root.mjs'
import { freePort } from './freePort.mjs'

const CHILLERS = 4
/** Of a chiller, as `domain/packs/buildingEquipment.ts` has it. */
const PROPERTIES = [
  'supply_temperature',
  'return_temperature',
  'supply_setpoint',
  'supply_pressure',
  'return_pressure',
  'load',
  'inverter_frequency',
  'state',
]
const SERVICES = { start: [], stop: [], set_frequency: ['frequency'], set_load: ['load'] }

/**
 * The OPC UA server of the demo district, as a file that console and simulator read: its first chillers, with their values as nodes and their services as methods.
 *
 * @param {string} districtFile
 * @returns {Promise<string | undefined>} path of the file; nothing when the district has no chillers
 */
export async function writePlant(districtFile) {
  /** @type {{ devices: { id: string, typeId: string }[] }} */
  const { devices } = JSON.parse(fs.readFileSync(districtFile, 'utf8'))
  const chillers = devices.filter(({ typeId }) => typeId === 'CHILLER').slice(0, CHILLERS)
  if (chillers.length === 0) return undefined
  const node = (/** @type {string} */ id, /** @type {string} */ member) => `ns=1;s=${id}.${member}`
  const server = {
    id: 'plant',
    url: `opc.tcp://127.0.0.1:${await freePort()}`,
    // On this machine only; a server of a site is signed and encrypted (docs/integrators.md).
    security: 'None',
    nodes: chillers.flatMap(({ id, typeId }) =>
      PROPERTIES.map((property) => ({ nodeId: node(id, property), productKey: typeId, deviceName: id, property })),
    ),
    services: chillers.flatMap(({ id, typeId }) =>
      Object.entries(SERVICES).map(([service, input]) => ({
        productKey: typeId,
        deviceName: id,
        service,
        does: { kind: 'call', objectId: `ns=1;s=${id}`, methodId: node(id, service), input },
      })),
    ),
  }
  const file = path.join(root, 'out/demo/plant.json')
  fs.writeFileSync(file, JSON.stringify([server], undefined, 2))
  return file
}
