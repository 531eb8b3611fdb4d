import type { Graphic } from '../../../domain/contract'
import { createDrawing, runningInks, runs } from '../../../domain/graphics/createDrawing'
import { type DeviceShelf, floorName } from './deviceShelf'

/** Water against fire from the roof tank to the ends of the sprinklers and the hydrants, and the smoke fans. */
export function drawFire(shelf: DeviceShelf): Graphic | undefined {
  const [tank] = shelf.all('WATER_LEVEL')
  const ends = shelf.all('WATER_PRESSURE').slice(0, 3)
  const hydrants = shelf.all('HYDRANT').slice(0, 6)
  const fans = shelf.all('SMOKE_FAN').slice(0, 8)
  const [panel] = shelf.all('FIRE_PANEL')
  if (tank === undefined || panel === undefined || ends.length === 0 || hydrants.length < 6) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 消防水系统与防排烟', 'Chenghu Centre T2 fire water and smoke control'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 560,
  })
  const panelOf = (deviceId: string) => ({ kind: 'device' as const, deviceId })

  d.level([80, 90, 180, 110], tank, 'water_level', { low: 0, high: 4, line: 'normal', fill: 'water' })
  d.symbol('fire-tank', [284, 100, 44, 44], { device: tank, fill: 'ground', line: 'normal', action: panelOf(tank) })
  d.value(284, 176, tank, 'water_level', { size: 22 })
  d.text(80, 76, ['高位消防水箱', 'Roof tank'], { size: 13, ink: 'muted', width: 160 })
  d.pipe(
    [
      [170, 200],
      [170, 640],
    ],
    'water',
    { lineWidth: 7 },
  )
  d.text(182, 226, ['喷淋立管', 'Sprinkler riser'], { size: 12, ink: 'muted', width: 130 })
  ends.forEach((device, at) => {
    const y = 280 + at * 120
    d.pipe(
      [
        [170, y],
        [460, y],
      ],
      'water',
    )
    d.symbol('alarm-valve', [210, y - 24, 48, 48], { fill: 'ground', line: 'normal' })
    d.symbol('flow-switch', [300, y - 22, 44, 44], { fill: 'ground', line: 'normal' })
    for (const x of [380, 420, 460])
      d.symbol('sprinkler', [x - 14, y, 28, 28], {
        device: x === 460 ? device : undefined,
        line: 'normal',
        fill: 'ground',
        action: panelOf(device),
      })
    const floor = floorName(shelf.floorOf(device))
    d.text(490, y - 22, [`${floor} 末端试水 ${at + 1}`, `End ${at + 1}, ${floor}`], {
      size: 13,
      ink: 'muted',
      width: 130,
    })
    d.value(490, y + 6, device, 'water_pressure', { size: 20 })
  })
  d.pipe(
    [
      [680, 120],
      [680, 640],
    ],
    'water',
    { lineWidth: 7 },
  )
  d.text(692, 110, ['消火栓立管', 'Hydrant riser'], { size: 12, ink: 'muted', width: 130 })
  hydrants.forEach((device, at) => {
    const y = 160 + at * 92
    d.pipe(
      [
        [680, y],
        [740, y],
      ],
      'water',
    )
    d.symbol('hydrant', [740, y - 22, 44, 44], { device, fill: 'ground', line: 'normal', action: panelOf(device) })
    const floor = floorName(shelf.floorOf(device))
    d.text(800, y - 14, [`${floor} 消火栓`, `Hydrant ${floor}`], { size: 13, ink: 'muted', width: 130 })
    d.value(800, y + 12, device, 'water_pressure', { size: 17 })
  })
  d.pipe(
    [
      [940, 90],
      [940, 690],
    ],
    'faint',
    { lineWidth: 1 },
  )
  d.text(970, 100, ['消防主机', 'Fire panel'], { size: 13, ink: 'muted', width: 120 })
  d.symbol('fire-panel', [970, 120, 48, 48], { device: panel, fill: 'ground', line: 'normal', action: panelOf(panel) })
  d.alarms([1_036, 132, 200, 26], panel, 15)
  d.text(970, 210, ['防排烟风机', 'Smoke control fans'], { size: 13, ink: 'muted', width: 160 })
  fans.forEach((device, at) => {
    const [x, y] = [970 + (at % 2) * 140, 236 + Math.floor(at / 2) * 112]
    d.symbol('smoke-fan', [x, y, 52, 52], {
      device,
      fill: 'ground',
      animations: [
        ...runningInks(device, 'state', 1),
        { effect: 'spin', secondsATurn: 1.5, ...runs(device, 'state', 1) },
      ],
      action: panelOf(device),
    })
    const floor = floorName(shelf.floorOf(device))
    d.text(x + 62, y + 14, [floor, floor], { size: 14, ink: 'strong', width: 60 })
    d.value(x + 62, y + 40, device, 'state', { size: 13, width: 70 })
  })
  return d.done('t2-fire', ['T2 消防水与防排烟', 'T2 fire water and smoke control'], {
    systemKey: 'fire.water_pressure',
  })
}
