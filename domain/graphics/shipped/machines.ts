import { createDrawing, runningInks, runs } from '../createDrawing'

const device = '$device'
const service = (serviceId: string) => ({ kind: 'service' as const, deviceId: device, serviceId })
const panel = { kind: 'device' as const, deviceId: device }
type Names = readonly [zh: string, en: string]

/** Head of a drawing of one machine: what it is, how it is, and what stands. */
function head(d: ReturnType<typeof createDrawing>, names: Names): void {
  d.text(40, 36, names, { size: 20, weight: 'bold', ink: 'strong', width: 260 })
  d.value(300, 36, device, 'state', { size: 16 })
  d.alarms([420, 24, 300, 24], device)
}

export function drawChiller() {
  const d = createDrawing(960, 560)
  const flow = (isBackward = false) => [{ effect: 'flow', isBackward, ...runs(device) }]
  head(d, ['冷水机组', 'Chiller'])
  d.symbol('chiller', [300, 150, 360, 240], {
    device,
    fill: 'ground',
    animations: runningInks(device),
    action: panel,
  })
  d.pipe(
    [
      [660, 203],
      [880, 203],
    ],
    'water',
    { lineWidth: 8, animations: flow() },
  )
  d.pipe(
    [
      [880, 337],
      [660, 337],
    ],
    'water',
    { lineWidth: 8, animations: flow() },
  )
  d.text(880, 176, ['供水', 'Supply'], { align: 'end', ink: 'muted', width: 100 })
  d.text(880, 364, ['回水', 'Return'], { align: 'end', ink: 'muted', width: 100 })
  d.value(690, 168, device, 'supply_temperature', { size: 22 })
  d.value(690, 240, device, 'supply_pressure', { size: 16 })
  d.value(690, 302, device, 'return_temperature', { size: 22 })
  d.value(690, 372, device, 'return_pressure', { size: 16 })
  d.pipe(
    [
      [80, 203],
      [300, 203],
    ],
    'hotWater',
    { lineWidth: 8, animations: flow() },
  )
  d.pipe(
    [
      [300, 337],
      [80, 337],
    ],
    'hotWater',
    { lineWidth: 8, animations: flow() },
  )
  d.text(80, 176, ['冷却水', 'Condenser water'], { ink: 'muted', width: 160 })
  d.gauge([300, 408, 120, 110], device, 'load', { low: 0, high: 110 })
  d.value(450, 450, device, 'inverter_frequency', { size: 18, showsName: true, width: 120 })
  d.value(580, 450, device, 'supply_setpoint', { size: 18, showsName: true, width: 120 })
  d.button([580, 490, 90, 30], ['启动', 'Start'], service('start'))
  d.button([680, 490, 90, 30], ['停止', 'Stop'], service('stop'))
  d.button([780, 490, 120, 30], ['设定负荷', 'Set load'], service('set_load'))
  return d.done('chiller', ['冷水机组', 'Chiller'], {
    systemKey: 'building_equipment.chiller_heat_source',
    forTypeId: 'CHILLER',
  })
}

export function drawPump() {
  const d = createDrawing(960, 480)
  head(d, ['水泵', 'Pump'])
  const flow = [{ effect: 'flow', ...runs(device) }]
  d.pipe(
    [
      [60, 250],
      [400, 250],
    ],
    'water',
    { lineWidth: 8, animations: flow },
  )
  d.pipe(
    [
      [520, 250],
      [900, 250],
    ],
    'water',
    { lineWidth: 8, animations: flow },
  )
  d.symbol('valve', [230, 226, 48, 48], { fill: 'ground', line: 'normal' })
  d.symbol('check-valve', [640, 226, 48, 48], { fill: 'ground', line: 'normal' })
  d.symbol('pump', [400, 190, 120, 120], { device, fill: 'ground', animations: runningInks(device), action: panel })
  d.value(80, 205, device, 'inlet_pressure', { size: 20, showsName: true, width: 140 })
  d.value(740, 205, device, 'supply_pressure', { size: 20, showsName: true, width: 140 })
  d.value(400, 350, device, 'inverter_frequency', { size: 18, showsName: true, width: 120 })
  d.value(540, 350, device, 'running_time', { size: 18, showsName: true, width: 120 })
  d.level([100, 310, 60, 120], device, 'sewage_level', { low: 0, high: 5 })
  d.value(176, 370, device, 'sewage_level', { size: 18, showsName: true, width: 120 })
  d.trend([690, 310, 220, 110], [[device, 'supply_pressure']], 60)
  d.button([400, 410, 90, 30], ['启动', 'Start'], service('start_pump'))
  d.button([500, 410, 90, 30], ['停止', 'Stop'], service('stop_pump'))
  return d.done('pump', ['水泵', 'Pump'], {
    systemKey: 'building_equipment.water_supply_drainage',
    forTypeId: 'WATER_PUMP',
  })
}

export function drawTransformer() {
  const d = createDrawing(960, 560)
  head(d, ['变压器', 'Transformer'])
  const live = {
    effect: 'ink',
    part: 'line',
    ink: 'closed',
    source: { deviceId: device, propertyId: 'hv_voltage' },
    when: { from: 1 },
  }
  const fed = { ...live, source: { deviceId: device, propertyId: 'lv_voltage' }, when: { from: 100 } }
  d.pipe(
    [
      [240, 110],
      [600, 110],
    ],
    'muted',
    { lineWidth: 6, animations: [live] },
  )
  d.text(240, 88, ['10 kV 母线', '10 kV busbar'], { ink: 'muted' })
  d.pipe(
    [
      [420, 110],
      [420, 190],
    ],
    'muted',
    { lineWidth: 2, animations: [live] },
  )
  d.symbol('transformer', [375, 190, 90, 180], {
    device,
    fill: 'ground',
    animations: runningInks(device),
    action: panel,
  })
  d.pipe(
    [
      [420, 370],
      [420, 450],
    ],
    'muted',
    { lineWidth: 2, animations: [fed] },
  )
  d.pipe(
    [
      [240, 450],
      [600, 450],
    ],
    'muted',
    { lineWidth: 6, animations: [fed] },
  )
  d.text(240, 474, ['0.4 kV 母线', '0.4 kV busbar'], { ink: 'muted' })
  d.value(490, 150, device, 'hv_voltage', { size: 18, showsName: true, width: 130 })
  d.value(620, 150, device, 'hv_current', { size: 18, showsName: true, width: 130 })
  d.value(490, 412, device, 'lv_voltage', { size: 18, showsName: true, width: 130 })
  d.value(620, 412, device, 'lv_current', { size: 18, showsName: true, width: 130 })
  d.gauge([190, 215, 140, 130], device, 'transformer_temperature', { low: 0, high: 150 })
  d.text(260, 356, ['绕组温度', 'Winding'], { align: 'middle', ink: 'muted' })
  d.value(490, 265, device, 'active_power', { size: 22, showsName: true, width: 130 })
  d.value(620, 265, device, 'power_factor', { size: 22, showsName: true, width: 130 })
  d.trend([760, 200, 180, 130], [[device, 'active_power']], 240)
  return d.done('transformer', ['变压器', 'Transformer'], {
    systemKey: 'building_equipment.power_monitoring',
    forTypeId: 'TRANSFORMER',
  })
}

export function drawLift() {
  const d = createDrawing(640, 560)
  head(d, ['电梯', 'Lift'])
  d.box([90, 90, 110, 430], { line: 'muted', lineWidth: 2 })
  d.symbol('lift-car', [100, 424, 90, 92], {
    device,
    line: 'normal',
    fill: 'faint',
    animations: [
      { effect: 'move', dx: 0, dy: -330, low: 1, high: 30, source: { deviceId: device, propertyId: 'current_floor' } },
    ],
    action: panel,
  })
  const shown: string[] = ['current_floor', 'direction', 'door', 'running_time', 'total_floors']
  shown.forEach((id, at) => d.value(270, 120 + at * 60, device, id, { size: 20, showsName: true, width: 160 }))
  d.button([270, 440, 150, 30], ['迫降首层', 'Recall to ground'], service('recall_to_ground'))
  d.button([430, 440, 120, 30], ['结束迫降', 'End recall'], service('end_recall'))
  d.button([270, 484, 150, 30], ['轿厢广播', 'Announce'], service('announce'))
  return d.done('lift', ['电梯', 'Lift'], {
    systemKey: 'building_equipment.elevator_monitoring',
    forTypeId: 'LIFT',
  })
}

export function drawServerRoom() {
  const d = createDrawing(960, 480)
  head(d, ['数据机房', 'Server room'])
  for (let at = 0; at < 6; at++) d.symbol('rack', [80 + at * 76, 120, 70, 120], { line: 'normal', fill: 'ground' })
  d.box([60, 100, 500, 300], { line: 'muted', radius: 3 })
  d.symbol('ups', [100, 290, 76, 76], { device, line: 'normal', fill: 'ground', action: panel })
  d.value(196, 328, device, 'ups_load', { size: 20, showsName: true, width: 120 })
  d.symbol('battery', [330, 290, 76, 76], { line: 'normal', fill: 'ground' })
  d.value(426, 328, device, 'ups_battery', { size: 20, showsName: true, width: 120 })
  d.gauge([620, 110, 130, 120], device, 'temperature', { low: 0, high: 50 })
  d.text(685, 240, ['温度', 'Temperature'], { align: 'middle', ink: 'muted' })
  d.value(790, 150, device, 'humidity', { size: 20, showsName: true, width: 120 })
  d.value(790, 210, device, 'power_load', { size: 20, showsName: true, width: 120 })
  d.value(790, 270, device, 'gas_pressure', { size: 20, showsName: true, width: 120 })
  d.trend([620, 300, 290, 110], [[device, 'temperature']], 240)
  return d.done('server-room', ['数据机房', 'Server room'], {
    systemKey: 'infrastructure.data_center',
    forTypeId: 'SERVER_ROOM',
  })
}
