import fs from 'node:fs'
import path from 'node:path'
import { root } from '../root.mjs'
import { freePort } from './freePort.mjs'

const METERS = 8
const TANKS = 6

/** @typedef {{ id: string, typeId: string }} Device */

/**
 * The lines of the demo district that speak described protocols, as a file that console and simulator read: some of its electricity meters by DL/T 645, and some of its fire water tanks by Modbus RTU, each behind a
 * serial server.
 *
 * @param {string} districtFile
 * @returns {Promise<string | undefined>} path of the file; nothing when the district has no such devices
 */
export async function writeFrames(districtFile) {
  /** @type {{ devices: Device[] }} */
  const { devices } = JSON.parse(fs.readFileSync(districtFile, 'utf8'))
  const last = (/** @type {string} */ type, /** @type {number} */ count) =>
    devices.filter(({ typeId }) => typeId === type).slice(-count)
  const links = [
    meterLine(last('POWER_METER', METERS), await freePort()),
    tankLine(last('WATER_LEVEL', TANKS), await freePort()),
  ].filter(({ devices: on }) => on.length > 0)
  if (links.length === 0) return undefined
  const file = path.join(root, 'out/demo/frames.json')
  fs.writeFileSync(file, JSON.stringify(links, undefined, 2))
  return file
}

/** @param {readonly Device[]} meters @param {number} port on 127.0.0.1 */
function meterLine(meters, port) {
  const relay = { request: 'relay', response: 'writeAnswer', refusal: 'refusal' }
  return {
    id: 'meters',
    codecId: 'meter-645',
    wire: { kind: 'tcpClient', host: '127.0.0.1', port },
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
}

/** @param {readonly Device[]} tanks @param {number} port on 127.0.0.1 */
function tankLine(tanks, port) {
  const point = (/** @type {string} */ field, /** @type {string} */ property) => ({
    message: 'inputs',
    field: `body.${field}`,
    property,
  })
  return {
    id: 'tanks',
    codecId: 'modbus-level',
    wire: { kind: 'tcpClient', host: '127.0.0.1', port },
    devices: tanks.map(({ id, typeId }, i) => ({ productKey: typeId, deviceName: id, address: 1 + i })),
    points: [
      point('level', 'water_level'),
      point('battery', 'battery'),
      point('signal', 'signal'),
      point('state', 'state'),
    ],
    services: [
      {
        service: 'read_now',
        request: 'readInputs',
        response: 'inputs',
        refusal: 'exception',
        given: { 'body.register': 0, 'body.registers': 5 },
      },
      {
        service: 'set_limit',
        request: 'writeRegister',
        response: 'written',
        refusal: 'exception',
        given: { 'body.register': 0, 'body.value': { input: 'limit' } },
      },
    ],
  }
}
