import fs from 'node:fs'
import path from 'node:path'
import { root } from '../root.mjs'
import { freePort } from './freePort.mjs'

const METERS = 8

/**
 * The lines of the demo district that speak described protocols, as a file that console and simulator read: some of its electricity meters, behind a serial server.
 *
 * @param {string} districtFile
 * @returns {Promise<string | undefined>} path of the file; nothing when the district has no such meter
 */
export async function writeFrames(districtFile) {
  /** @type {{ devices: { id: string, typeId: string }[] }} */
  const { devices } = JSON.parse(fs.readFileSync(districtFile, 'utf8'))
  const meters = devices.filter(({ typeId }) => typeId === 'POWER_METER').slice(-METERS)
  if (meters.length === 0) return undefined
  const relay = { request: 'relay', response: 'writeAnswer', refusal: 'refusal' }
  const link = {
    id: 'meters',
    codecId: 'meter-645',
    wire: { kind: 'tcpClient', host: '127.0.0.1', port: await freePort() },
    devices: meters.map(({ id, typeId }, i) => ({ productKey: typeId, deviceName: id, address: 2026_0000_0001 + i })),
    points: [
      { message: 'readAnswer', field: 'data.energy', property: 'forward_energy' },
      { message: 'readAnswer', field: 'data.power', property: 'power' },
      { message: 'readAnswer', field: 'data.status.relayOpen', property: 'state' },
    ],
    services: [
      { service: 'switch_off', ...relay, given: { 'data.order': 0x1a } },
      { service: 'switch_on', ...relay, given: { 'data.order': 0x1c } },
    ],
  }
  const file = path.join(root, 'out/demo/frames.json')
  fs.writeFileSync(file, JSON.stringify([link], undefined, 2))
  return file
}
