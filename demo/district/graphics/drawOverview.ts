import type { Graphic } from '../../../domain/contract'
import { createDrawing, runningInks } from '../../../domain/graphics/createDrawing'
import type { DeviceShelf } from './deviceShelf'

type Names = readonly [zh: string, en: string]

/** A building's plant at a glance: each system with what matters most, and the way to its own graphic. */
export function drawOverview(shelf: DeviceShelf, there: ReadonlySet<string>): Graphic | undefined {
  const [transformer] = shelf.all('TRANSFORMER')
  const chillers = shelf.all('CHILLER').slice(0, 2)
  const lifts = shelf.all('LIFT').slice(0, 6)
  const [pump] = shelf.all('WATER_PUMP')
  const [tank] = shelf.all('WATER_LEVEL')
  const [handler] = shelf.all('AIR_HANDLER')
  if (transformer === undefined || pump === undefined || tank === undefined || handler === undefined) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 机电总览', 'Chenghu Centre T2 overview'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 420,
  })
  const tile = (at: number, names: Names, graphicId: string): readonly [x: number, y: number] => {
    const [x, y] = [40 + (at % 3) * 408, 80 + Math.floor(at / 3) * 310]
    d.box([x, y, 384, 288], { radius: 3 })
    d.text(x + 16, y + 24, names, { size: 15, weight: 'bold', ink: 'strong', width: 220 })
    if (there.has(graphicId)) d.button([x + 292, y + 10, 80, 28], ['打开', 'Open'], { kind: 'graphic', graphicId })
    return [x, y]
  }
  let [x, y] = tile(0, ['供配电', 'Power'], 't2-power')
  d.value(x + 16, y + 90, transformer, 'active_power', { size: 30, showsName: true, width: 170 })
  d.value(x + 210, y + 80, transformer, 'power_factor', { size: 20, showsName: true, width: 130 })
  d.trend([x + 16, y + 150, 352, 120], [[transformer, 'active_power']], 240)
  ;[x, y] = tile(1, ['冷冻站', 'Cooling'], 't2-cooling')
  chillers.forEach((device, at) => {
    const top = y + 60 + at * 112
    d.symbol('chiller', [x + 16, top, 120, 80], {
      device,
      fill: 'ground',
      animations: runningInks(device),
      action: { kind: 'graphic', graphicId: 'chiller', deviceId: device },
    })
    d.value(x + 160, top + 24, device, 'supply_temperature', { size: 22 })
    d.value(x + 160, top + 58, device, 'load', { size: 16 })
    d.value(x + 268, top + 24, device, 'state', { size: 15 })
  })
  ;[x, y] = tile(2, ['空调', 'Air'], 't2-air')
  d.symbol('air-handler', [x + 16, y + 70, 110, 110], {
    device: handler,
    fill: 'ground',
    animations: runningInks(handler),
    action: { kind: 'graphic', graphicId: 'air-handler', deviceId: handler },
  })
  d.value(x + 160, y + 90, handler, 'supply_air_temperature', { size: 22, showsName: true, width: 150 })
  d.value(x + 160, y + 160, handler, 'indoor_temperature', { size: 22, showsName: true, width: 150 })
  d.trend([x + 16, y + 200, 352, 76], [[handler, 'indoor_temperature']], 240)
  ;[x, y] = tile(3, ['给排水', 'Water'], 't2-water')
  d.symbol('pump', [x + 24, y + 80, 80, 80], {
    device: pump,
    fill: 'ground',
    animations: runningInks(pump),
    action: { kind: 'graphic', graphicId: 'pump', deviceId: pump },
  })
  d.value(x + 140, y + 110, pump, 'supply_pressure', { size: 24, showsName: true, width: 150 })
  d.level([x + 24, y + 190, 80, 76], pump, 'sewage_level', { low: 0, high: 5 })
  d.value(x + 140, y + 226, pump, 'sewage_level', { size: 20, showsName: true, width: 150 })
  ;[x, y] = tile(4, ['电梯', 'Lifts'], 't2-lifts')
  lifts.forEach((device, at) => {
    const left = x + 20 + at * 59
    const source = { deviceId: device, propertyId: 'current_floor' }
    d.box([left, y + 60, 40, 180], { line: 'muted' })
    d.symbol('lift-car', [left + 2, y + 212, 36, 28], {
      device,
      line: 'normal',
      fill: 'faint',
      animations: [{ effect: 'move', dx: 0, dy: -152, low: 1, high: 24, source }],
      action: { kind: 'graphic', graphicId: 'lift', deviceId: device },
    })
    d.value(left + 20, y + 260, device, 'current_floor', { align: 'middle', size: 15, width: 56 })
  })
  ;[x, y] = tile(5, ['消防', 'Fire'], 't2-fire')
  d.level([x + 24, y + 70, 120, 130], tank, 'water_level', { low: 0, high: 4, line: 'normal' })
  d.value(x + 170, y + 110, tank, 'water_level', { size: 24, showsName: true, width: 150 })
  d.alarms([x + 170, y + 160, 190, 28], tank, 16)
  return d.done('t2-overview', ['T2 机电总览', 'T2 overview'], {})
}
