import type { Graphic } from '../../../domain/contract'
import { createDrawing } from '../../../domain/graphics/createDrawing'
import type { DeviceShelf } from './deviceShelf'

const top = 24
const step = 22

/** The lifts of a building in their shafts, floor by floor. */
export function drawLifts(shelf: DeviceShelf): Graphic | undefined {
  const lifts = shelf.all('LIFT').slice(0, 6)
  if (lifts.length === 0) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 电梯', 'Chenghu Centre T2 lifts'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 420,
  })
  const bottom = 90 + top * step
  for (let floor = 1; floor <= top; floor++) {
    const y = bottom - (floor - 1) * step
    d.pipe(
      [
        [70, y],
        [70 + lifts.length * 190, y],
      ],
      'faint',
      { lineWidth: 1 },
    )
    if (floor === 1 || floor % 4 === 0)
      d.text(58, y - step / 2, [`${floor}F`, `${floor}F`], { align: 'end', size: 12, ink: 'muted', width: 50 })
  }
  lifts.forEach((device, at) => {
    const x = 90 + at * 190
    const source = { deviceId: device, propertyId: 'current_floor' }
    d.box([x, bottom - top * step, 46, top * step], { line: 'muted' })
    d.symbol('lift-car', [x + 2, bottom - 40, 42, 40], {
      device,
      line: 'normal',
      fill: 'faint',
      animations: [{ effect: 'move', dx: 0, dy: -(top - 1) * step + 18, low: 1, high: top, source }],
      action: { kind: 'graphic', graphicId: 'lift', deviceId: device },
    })
    d.text(x + 60, 120, [`${at + 1} 号梯`, `Lift ${at + 1}`], { size: 15, weight: 'bold', ink: 'strong', width: 100 })
    d.value(x + 60, 168, device, 'current_floor', { size: 28, width: 90 })
    d.value(x + 60, 210, device, 'direction', { size: 15, width: 100 })
    d.value(x + 60, 238, device, 'door', { size: 15, width: 100 })
    d.value(x + 60, 266, device, 'state', { size: 15, width: 100 })
    d.button([x + 60, 300, 96, 28], ['迫降首层', 'Recall'], {
      kind: 'service',
      deviceId: device,
      serviceId: 'recall_to_ground',
    })
    d.alarms([x + 60, 336, 110, 24], device, 13)
  })
  return d.done('t2-lifts', ['T2 电梯', 'T2 lifts'], { systemKey: 'building_equipment.elevator_monitoring' })
}
