import type { Graphic } from '../../../domain/contract'
import { createDrawing } from '../../../domain/graphics/createDrawing'
import type { DeviceShelf } from './deviceShelf'

const measured: [propertyId: string, high: number, names: readonly [zh: string, en: string]][] = [
  ['h2s', 1, ['硫化氢', 'H₂S']],
  ['voc', 5, ['挥发性有机物', 'VOC']],
  ['pm25', 250, ['PM2.5', 'PM2.5']],
  ['co2', 2_000, ['二氧化碳', 'CO₂']],
]

/** The air of a refuse room. */
export function drawRefuse(shelf: DeviceShelf): Graphic | undefined {
  const [station] = shelf.all('REFUSE_ROOM')
  const [fan] = shelf.all('FAN')
  if (station === undefined || fan === undefined) return undefined
  const d = createDrawing(960, 540)
  d.text(40, 36, ['澄湖汇 A 馆 垃圾房', 'Chenghu Mall A refuse room'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 360,
  })
  d.value(420, 36, station, 'state', { size: 16 })
  d.alarms([560, 24, 260, 24], station)
  d.box([40, 90, 420, 400], { line: 'muted', lineWidth: 2, radius: 3 })
  for (const x of [80, 160, 240]) d.symbol('bin', [x, 380, 64, 84], { line: 'normal', fill: 'ground' })
  d.symbol('gas-sensor', [200, 150, 72, 72], {
    device: station,
    line: 'normal',
    fill: 'ground',
    action: { kind: 'device', deviceId: station },
  })
  d.pipe(
    [
      [420, 130],
      [520, 130],
    ],
    'air',
    {
      lineWidth: 12,
      animations: [{ effect: 'flow', source: { deviceId: fan, propertyId: 'state' }, when: { to: 0 } }],
    },
  )
  d.symbol('fan', [380, 104, 52, 52], {
    device: fan,
    line: 'muted',
    fill: 'ground',
    animations: [
      { effect: 'ink', part: 'line', ink: 'strong', source: { deviceId: fan, propertyId: 'state' }, when: { to: 0 } },
      { effect: 'spin', secondsATurn: 2, source: { deviceId: fan, propertyId: 'state' }, when: { to: 0 } },
    ],
    action: { kind: 'device', deviceId: fan },
  })
  d.value(80, 270, station, 'temperature', { size: 22, showsName: true, width: 130 })
  d.value(250, 270, station, 'humidity', { size: 22, showsName: true, width: 130 })
  measured.forEach(([id, high, names], at) => {
    const [x, y] = [560 + (at % 2) * 190, 110 + Math.floor(at / 2) * 150]
    d.gauge([x, y, 120, 110], station, id, { low: 0, high })
    d.text(x + 60, y + 124, names, {
      align: 'middle',
      size: 13,
      ink: 'muted',
      width: 120,
    })
  })
  d.trend(
    [540, 410, 380, 90],
    [
      [station, 'h2s'],
      [station, 'voc'],
    ],
    240,
  )
  return d.done('p1a-refuse', ['A 馆垃圾房', 'Refuse room of Mall A'], { systemKey: 'sanitation.refuse_room_env' })
}
