import type { Graphic } from '../../../domain/contract'
import { createDrawing, runningInks, runs } from '../../../domain/graphics/createDrawing'
import { type DeviceShelf, floorName } from './deviceShelf'

/** Water from the street to the roof, and what is pumped out of the basement. */
export function drawWater(shelf: DeviceShelf): Graphic | undefined {
  const pumps = shelf.all('WATER_PUMP')
  const [meter] = shelf.all('WATER_METER')
  const [supply1, supply2, , , sump1, sump2, sump3] = pumps
  if (meter === undefined || supply1 === undefined || supply2 === undefined || pumps.length < 7) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 给排水', 'Chenghu Centre T2 water'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 420,
  })
  const flow = (device: string) => [{ effect: 'flow', ...runs(device) }]

  // Supply, above.
  d.text(40, 84, ['给水', 'Supply'], { size: 14, weight: 'bold', ink: 'muted', width: 100 })
  d.pipe(
    [
      [40, 240],
      [240, 240],
    ],
    'water',
    { lineWidth: 7 },
  )
  d.text(40, 214, ['市政管网', 'Street main'], { size: 13, ink: 'muted', width: 120 })
  d.symbol('water-meter', [130, 216, 48, 48], {
    device: meter,
    fill: 'ground',
    line: 'normal',
    action: { kind: 'device', deviceId: meter },
  })
  d.value(154, 284, meter, 'flow', { align: 'middle', size: 16 })
  d.symbol('tank', [220, 170, 140, 140], { line: 'normal', fill: 'none', name: ['生活水箱', 'Drinking water tank'] })
  d.text(290, 330, ['生活水箱', 'Water tank'], { align: 'middle', size: 13, ink: 'muted', width: 140 })
  d.pipe(
    [
      [340, 280],
      [440, 280],
    ],
    'water',
    { lineWidth: 7 },
  )
  d.pipe(
    [
      [440, 190],
      [440, 330],
    ],
    'water',
    { lineWidth: 7 },
  )
  ;[supply1, supply2].forEach((device, at) => {
    const y = 190 + at * 140
    d.pipe(
      [
        [440, y],
        [640, y],
      ],
      'water',
      { animations: flow(device) },
    )
    d.symbol('pump', [500, y - 32, 64, 64], {
      device,
      fill: 'ground',
      animations: runningInks(device),
      action: { kind: 'graphic', graphicId: 'pump', deviceId: device },
    })
    d.text(532, y - 66, [`${at + 1} 号变频泵`, `Pump ${at + 1}`], {
      align: 'middle',
      size: 13,
      ink: 'muted',
      width: 120,
    })
    d.value(580, y - 24, device, 'inverter_frequency', { size: 16 })
    d.value(580, y + 26, device, 'state', { size: 14 })
  })
  d.pipe(
    [
      [640, 190],
      [640, 330],
    ],
    'water',
    { lineWidth: 7 },
  )
  d.pipe(
    [
      [640, 260],
      [1_120, 260],
    ],
    'water',
    { lineWidth: 7, animations: flow(supply1) },
  )
  d.symbol('pressure', [700, 236, 48, 48], { fill: 'ground', line: 'normal', name: ['供水压力', 'Supply pressure'] })
  d.value(724, 216, supply1, 'supply_pressure', { align: 'middle', size: 20, showsName: true, width: 130 })
  d.symbol('valve', [830, 236, 48, 48], { fill: 'ground', line: 'normal' })
  d.text(1_120, 234, ['各层用水', 'To the floors'], { align: 'end', size: 13, ink: 'muted', width: 140 })
  d.trend(
    [900, 300, 340, 90],
    [
      [supply1, 'supply_pressure'],
      [supply2, 'supply_pressure'],
    ],
    60,
  )

  // Drainage, below.
  d.pipe(
    [
      [40, 430],
      [1_240, 430],
    ],
    'faint',
    { lineWidth: 1 },
  )
  d.text(40, 462, ['排水', 'Drainage'], { size: 14, weight: 'bold', ink: 'muted', width: 100 })
  ;[sump1, sump2, sump3].forEach((device, at) => {
    if (device === undefined) return
    const x = 120 + at * 400
    const floor = floorName(shelf.floorOf(device))
    d.level([x, 560, 150, 110], device, 'sewage_level', { low: 0, high: 5, fill: 'water', line: 'normal' })
    d.symbol('sewage-pump', [x + 54, 596, 48, 72], {
      device,
      fill: 'ground',
      animations: runningInks(device),
      action: { kind: 'graphic', graphicId: 'pump', deviceId: device },
    })
    d.pipe(
      [
        [x + 78, 600],
        [x + 78, 510],
        [x + 260, 510],
      ],
      'muted',
      { animations: flow(device) },
    )
    d.text(x, 544, [`${floor} 集水坑`, `Sump ${floor}`], { size: 13, ink: 'muted', width: 140 })
    d.value(x + 170, 590, device, 'sewage_level', { size: 22 })
    d.value(x + 170, 626, device, 'state', { size: 15 })
  })
  return d.done('t2-water', ['T2 给排水', 'T2 water supply and drainage'], {
    systemKey: 'building_equipment.water_supply_drainage',
  })
}
