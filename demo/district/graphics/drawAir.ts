import type { Graphic } from '../../../domain/contract'
import { createDrawing, runningInks, runs } from '../../../domain/graphics/createDrawing'
import { type DeviceShelf, floorName } from './deviceShelf'

const columns = 6

/** All air handlers of a building on one sheet, each with what a dispatcher asks first; a click opens the one. */
export function drawAir(shelf: DeviceShelf): Graphic | undefined {
  const handlers = shelf.all('AIR_HANDLER').slice(0, 18)
  if (handlers.length === 0) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 空调机组', 'Chenghu Centre T2 air handlers'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 420,
  })
  handlers.forEach((device, at) => {
    const x = 40 + (at % columns) * 204
    const y = 84 + Math.floor(at / columns) * 206
    d.box([x, y, 188, 186], { radius: 3 })
    d.text(x + 12, y + 22, [floorName(shelf.floorOf(device)), floorName(shelf.floorOf(device))], {
      size: 16,
      weight: 'bold',
      ink: 'strong',
      width: 70,
    })
    d.value(x + 176, y + 22, device, 'state', { align: 'end', size: 14, width: 90 })
    d.symbol('fan', [x + 16, y + 48, 56, 56], {
      device,
      fill: 'ground',
      animations: [...runningInks(device), { effect: 'spin', secondsATurn: 2.5, ...runs(device) }],
      action: { kind: 'graphic', graphicId: 'air-handler', deviceId: device },
    })
    d.value(x + 176, y + 62, device, 'supply_air_temperature', { align: 'end', size: 18 })
    d.value(x + 176, y + 90, device, 'indoor_temperature', { align: 'end', size: 18 })
    d.text(x + 86, y + 62, ['送', 'Sup.'], { size: 12, ink: 'muted', width: 30 })
    d.text(x + 86, y + 90, ['室', 'Room'], { size: 12, ink: 'muted', width: 36 })
    d.text(x + 16, y + 128, ['水阀', 'Valve'], { size: 12, ink: 'muted', width: 40 })
    d.level([x + 56, y + 122, 72, 12], device, 'cooling_valve', {
      low: 0,
      high: 100,
      direction: 'right',
      fill: 'normal',
    })
    d.value(x + 176, y + 128, device, 'cooling_valve', { align: 'end', size: 13, width: 44 })
    d.text(x + 16, y + 158, ['新风', 'Fresh'], { size: 12, ink: 'muted', width: 40 })
    d.level([x + 56, y + 152, 72, 12], device, 'fresh_valve', { low: 0, high: 100, direction: 'right', fill: 'normal' })
    d.value(x + 176, y + 158, device, 'fresh_valve', { align: 'end', size: 13, width: 44 })
  })
  return d.done('t2-air', ['T2 空调机组', 'T2 air handlers'], { systemKey: 'building_equipment.hvac' })
}
