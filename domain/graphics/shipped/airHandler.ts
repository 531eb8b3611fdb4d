import { createDrawing, runningInks, runs } from '../createDrawing'

const device = '$device'

/** An air handler with its two air ways, from the fresh air on the left to the room on the right. */
export function drawAirHandler() {
  const d = createDrawing(1_280, 640)
  const running = runs(device)
  const flow = [{ effect: 'flow', ...running }]
  const back = [{ effect: 'flow', ...running }]
  const valve = (x: number, y: number, id: string) =>
    d.value(x, y, device, id, { size: 15, align: 'middle', width: 90 })

  // The ways of the air: return above, supply below, mixed between.
  d.pipe(
    [
      [1_130, 170],
      [130, 170],
    ],
    'faint',
    { lineWidth: 34, animations: back },
  )
  d.pipe(
    [
      [60, 400],
      [1_130, 400],
    ],
    'faint',
    { lineWidth: 34, animations: flow },
  )
  d.pipe(
    [
      [300, 187],
      [300, 383],
    ],
    'faint',
    { lineWidth: 34, animations: flow },
  )
  d.box([1_130, 110, 120, 350], { line: 'muted', radius: 3 })
  d.text(1_190, 140, ['房间', 'Room'], { align: 'middle', ink: 'muted', width: 110 })
  d.value(1_190, 220, device, 'indoor_temperature', { align: 'middle', size: 22, showsName: true, width: 116 })
  d.value(1_190, 320, device, 'indoor_humidity', { align: 'middle', size: 18, showsName: true, width: 116 })
  d.text(60, 360, ['新风', 'Fresh air'], { ink: 'muted', width: 100 })
  d.text(60, 130, ['排风', 'Exhaust'], { ink: 'muted', width: 100 })
  d.text(1_060, 130, ['回风', 'Return'], { ink: 'muted', width: 100, align: 'middle' })

  // Sections of the unit, each over its duct.
  const sections: [symbol: string, x: number, valve: string | undefined][] = [
    ['damper', 170, 'fresh_valve'],
    ['filter', 400, undefined],
    ['cooling-coil', 520, 'cooling_valve'],
    ['heating-coil', 640, 'heating_valve'],
    ['humidifier', 760, 'humidify_valve'],
  ]
  for (const [symbol, x, id] of sections) {
    d.symbol(symbol, [x, 358, 72, 84], { line: 'normal', fill: 'ground' })
    // Under the coil its water comes up.
    if (id === 'cooling_valve') d.value(x + 8, 500, device, id, { size: 15, align: 'end', width: 90 })
    else if (id) valve(x + 36, 466, id)
  }
  d.symbol('damper', [180, 128, 72, 84], { line: 'normal', fill: 'ground' })
  valve(216, 98, 'exhaust_valve')
  d.symbol('damper', [264, 250, 72, 72], { line: 'normal', fill: 'ground' })
  d.value(348, 286, device, 'return_valve', { size: 15 })
  d.value(436, 466, device, 'filter_pressure_difference', { size: 15, align: 'middle', width: 90 })
  d.symbol('fan', [890, 355, 90, 90], {
    device,
    line: 'muted',
    fill: 'ground',
    name: ['送风机', 'Supply fan'],
    animations: [...runningInks(device), { effect: 'spin', secondsATurn: 2, ...running }],
    action: { kind: 'device', deviceId: device },
  })
  d.value(935, 466, device, 'fan_pressure_difference', { size: 15, align: 'middle', width: 90 })

  // Temperatures where they are measured.
  const temperatures: [id: string, x: number, y: number][] = [
    ['fresh_air_temperature', 90, 318],
    ['mixed_air_temperature', 350, 330],
    ['coil_air_temperature', 580, 330],
    ['supply_air_temperature', 1_010, 330],
    ['return_air_temperature', 900, 98],
  ]
  for (const [id, x, y] of temperatures) d.value(x, y, device, id, { size: 18, showsName: true, width: 120 })
  d.value(1_010, 466, device, 'supply_air_flow', { size: 15, width: 120 })
  d.value(60, 466, device, 'fresh_air_flow', { size: 15, width: 120 })

  // Water of the coil.
  d.pipe(
    [
      [540, 560],
      [540, 446],
    ],
    'water',
    { animations: flow },
  )
  d.pipe(
    [
      [572, 446],
      [572, 560],
    ],
    'water',
    { animations: flow },
  )
  d.value(590, 520, device, 'coil_water_temperature', { size: 15 })
  d.value(590, 548, device, 'coil_water_pressure', { size: 15 })

  d.text(60, 36, ['空调机组', 'Air handler'], { size: 20, weight: 'bold', ink: 'strong', width: 220 })
  d.value(300, 36, device, 'state', { size: 16 })
  d.value(420, 36, device, 'season', { size: 16 })
  d.alarms([560, 24, 260, 24], device)
  d.value(700, 590, device, 'supply_air_setpoint', { size: 18, showsName: true, width: 130 })
  d.button([850, 574, 96, 30], ['设定温度', 'Set point'], service('set_temperature'))
  d.button([956, 574, 80, 30], ['启动', 'Start'], service('start'))
  d.button([1_046, 574, 80, 30], ['停止', 'Stop'], service('stop'))
  d.button([1_136, 574, 110, 30], ['设备面板', 'Device panel'], { kind: 'device', deviceId: device })
  return d.done('air-handler', ['空调机组', 'Air handler'], {
    systemKey: 'building_equipment.hvac',
    forTypeId: 'AIR_HANDLER',
  })
}

const service = (serviceId: string) => ({ kind: 'service' as const, deviceId: device, serviceId })
