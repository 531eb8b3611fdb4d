import type { Graphic } from '../../../domain/contract'
import { createDrawing, runningInks, runs } from '../../../domain/graphics/createDrawing'
import type { DeviceShelf } from './deviceShelf'

/** The cooling plant: towers, chillers and pumps, from the condenser's water on the left to the building's on the right. */
export function drawCooling(shelf: DeviceShelf): Graphic | undefined {
  const chillers = shelf.all('CHILLER').slice(0, 2)
  const pumps = shelf.all('WATER_PUMP').slice(0, 4)
  const handlers = shelf.all('AIR_HANDLER').slice(0, 3)
  const [first] = chillers
  if (first === undefined || pumps.length < 4 || handlers.length < 3) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 冷冻站', 'Chenghu Centre T2 cooling plant'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 420,
  })
  const ys = [210, 450]
  const flowOf = (device: string, isBackward = false) => [{ effect: 'flow', isBackward, ...runs(device) }]

  // Headers of the four waters.
  const headers: [x: number, ink: 'water' | 'hotWater', words: readonly [string, string]][] = [
    [250, 'hotWater', ['冷却水供', 'CWS']],
    [300, 'hotWater', ['冷却水回', 'CWR']],
    [800, 'water', ['冷冻水供', 'CHWS']],
    [850, 'water', ['冷冻水回', 'CHWR']],
  ]
  for (const [x, ink, words] of headers) {
    d.pipe(
      [
        [x, 120],
        [x, 600],
      ],
      ink,
      { lineWidth: 7 },
    )
    const isLeft = words[1].endsWith('S')
    d.text(x + (isLeft ? 8 : -8), 100, words, { align: isLeft ? 'end' : 'start', size: 12, ink: 'muted', width: 80 })
  }
  chillers.forEach((device, at) => {
    const y = ys[at] ?? 210
    d.pipe(
      [
        [620, y - 26],
        [800, y - 26],
      ],
      'water',
      { animations: flowOf(device) },
    )
    d.pipe(
      [
        [850, y + 26],
        [620, y + 26],
      ],
      'water',
      { animations: flowOf(device) },
    )
    d.pipe(
      [
        [250, y - 26],
        [440, y - 26],
      ],
      'hotWater',
      { animations: flowOf(device) },
    )
    d.pipe(
      [
        [440, y + 26],
        [300, y + 26],
      ],
      'hotWater',
      { animations: flowOf(device) },
    )
    d.symbol('chiller', [440, y - 60, 180, 120], {
      device,
      fill: 'ground',
      animations: runningInks(device),
      action: { kind: 'graphic', graphicId: 'chiller', deviceId: device },
    })
    d.value(530, y - 84, device, 'state', { align: 'middle', size: 14, width: 120 })
    d.text(440, y - 84, [`${at + 1} 号机`, `No. ${at + 1}`], { size: 14, ink: 'muted', width: 60 })
    d.value(640, y - 48, device, 'supply_temperature', { size: 18 })
    d.value(640, y + 50, device, 'return_temperature', { size: 18 })
    d.level([450, y + 74, 160, 12], device, 'load', { low: 0, high: 110, direction: 'right', fill: 'normal' })
    d.value(625, y + 80, device, 'load', { size: 14 })
  })

  // Towers and their pumps on the left, pumps of the building's water on the right.
  chillers.forEach((device, at) => {
    const y = ys[at] ?? 210
    d.pipe(
      [
        [250, y],
        [130, y],
      ],
      'hotWater',
      { animations: flowOf(device) },
    )
    d.symbol('cooling-tower', [66, y - 44, 88, 88], {
      line: 'muted',
      fill: 'ground',
      animations: runningInks(device),
      name: [`${at + 1} 号冷却塔`, `Cooling tower ${at + 1}`],
    })
    d.text(110, y + 66, [`${at + 1} 号冷却塔`, `Tower ${at + 1}`], {
      align: 'middle',
      size: 13,
      ink: 'muted',
      width: 130,
    })
    d.pipe(
      [
        [66, y + 30],
        [40, y + 30],
        [40, y + 96],
        [300, y + 96],
      ],
      'hotWater',
      { animations: flowOf(device, true) },
    )
  })
  pumps.forEach((device, at) => {
    const y = 170 + at * 110
    const isSupply = at < 2
    d.pipe(
      [
        [isSupply ? 800 : 850, y],
        [1_010, y],
      ],
      'water',
      { animations: flowOf(device, !isSupply) },
    )
    d.symbol(isSupply ? 'pump' : 'pump-left', [900, y - 24, 48, 48], {
      device,
      fill: 'ground',
      animations: runningInks(device),
      action: { kind: 'graphic', graphicId: 'pump', deviceId: device },
    })
    d.value(924, y - 40, device, 'inverter_frequency', { align: 'middle', size: 14 })
    d.value(924, y + 40, device, 'supply_pressure', { align: 'middle', size: 13 })
  })
  d.pipe(
    [
      [1_010, 170],
      [1_010, 500],
    ],
    'water',
    { lineWidth: 7 },
  )
  d.text(1_040, 100, ['用冷末端', 'Consumers'], { size: 12, ink: 'muted', width: 120 })
  handlers.forEach((device, at) => {
    const y = 180 + at * 150
    d.pipe(
      [
        [1_010, y],
        [1_070, y],
      ],
      'water',
      { animations: flowOf(device) },
    )
    d.symbol('air-handler', [1_070, y - 36, 72, 72], {
      device,
      fill: 'ground',
      animations: runningInks(device),
      action: { kind: 'graphic', graphicId: 'air-handler', deviceId: device },
    })
    const floor = shelf.floorOf(device)
    d.text(1_106, y - 52, [`${floor}F 空调机组`, `AHU ${floor}F`], {
      align: 'middle',
      size: 13,
      ink: 'muted',
      width: 140,
    })
    d.value(1_156, y - 12, device, 'supply_air_temperature', { size: 16 })
    d.value(1_156, y + 14, device, 'cooling_valve', { size: 14 })
  })
  d.trend(
    [40, 620, 560, 86],
    chillers.map((id) => [id, 'supply_temperature'] as const),
    240,
  )
  d.button([1_070, 20, 170, 30], ['机电总览', 'Overview'], { kind: 'graphic', graphicId: 't2-overview' })
  return d.done('t2-cooling', ['T2 冷冻站', 'T2 cooling plant'], {
    systemKey: 'building_equipment.chiller_heat_source',
  })
}
