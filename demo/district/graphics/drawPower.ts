import type { Graphic, ValueRange } from '../../../domain/contract'
import { createDrawing, type Look, runningInks } from '../../../domain/graphics/createDrawing'
import { type DeviceShelf, floorName } from './deviceShelf'

/** One-line diagram: incoming, transformer, emergency generator and feeders. Red is closed, green is open, and each contact is drawn as it lies. */
export function drawPower(shelf: DeviceShelf): Graphic | undefined {
  const [transformer] = shelf.all('TRANSFORMER')
  const [generator] = shelf.all('GENERATOR')
  const meters = shelf.all('POWER_METER').slice(0, 8)
  if (transformer === undefined || generator === undefined || meters.length < 8) return undefined
  const d = createDrawing()
  d.text(40, 36, ['澄湖中心 T2 供配电系统', 'Chenghu Centre T2 power'], {
    size: 20,
    weight: 'bold',
    ink: 'strong',
    width: 420,
  })
  const live = (deviceId: string, propertyId: string, from: number) => ({
    effect: 'ink',
    part: 'line',
    ink: 'closed',
    source: { deviceId, propertyId },
    when: { from },
  })
  const hv = [live(transformer, 'hv_voltage', 1)]
  const lv = [live(transformer, 'lv_voltage', 100)]
  const emergency = [live(generator, 'output_voltage', 100)]
  /** Closed while the value says so: two drawings, of which one is hidden. Of a value that is not known both are drawn, faintly. */
  const contact = (
    x: number,
    y: number,
    deviceId: string,
    propertyId: string,
    isClosed: readonly ValueRange[],
    isOpen: readonly ValueRange[],
    action?: Look['action'],
  ) => {
    const source = { deviceId, propertyId }
    d.symbol('breaker-closed', [x - 16, y, 32, 64], {
      line: 'closed',
      animations: isOpen.map((when) => ({ effect: 'hide', source, when })),
    })
    d.symbol('breaker-open', [x - 16, y, 32, 64], {
      device: deviceId,
      line: 'open',
      animations: isClosed.map((when) => ({ effect: 'hide', source, when })),
      ...(action && { action }),
    })
  }

  // 10 kV.
  d.pipe(
    [
      [80, 110],
      [640, 110],
    ],
    'muted',
    { lineWidth: 6, animations: hv },
  )
  d.text(80, 90, ['10 kV I 段母线', '10 kV busbar I'], { size: 13, ink: 'muted', width: 200 })
  d.pipe(
    [
      [360, 110],
      [360, 130],
    ],
    'muted',
    { lineWidth: 2, animations: hv },
  )
  contact(360, 130, transformer, 'hv_voltage', [{ from: 1 }], [{ to: 0.99 }])
  d.pipe(
    [
      [360, 194],
      [360, 216],
    ],
    'muted',
    { lineWidth: 2, animations: hv },
  )
  d.symbol('transformer', [326, 216, 68, 136], {
    device: transformer,
    fill: 'ground',
    animations: runningInks(transformer),
    action: { kind: 'graphic', graphicId: 'transformer', deviceId: transformer },
  })
  d.value(420, 140, transformer, 'hv_voltage', { size: 16 })
  d.value(420, 168, transformer, 'hv_current', { size: 16 })
  d.text(250, 250, [transformer, transformer], { align: 'end', size: 14, weight: 'bold', ink: 'strong', width: 120 })
  d.value(300, 284, transformer, 'transformer_temperature', { align: 'end', size: 16 })
  d.value(420, 264, transformer, 'active_power', { size: 20 })
  d.value(420, 296, transformer, 'power_factor', { size: 16, showsName: true })
  d.pipe(
    [
      [360, 352],
      [360, 366],
    ],
    'muted',
    { lineWidth: 2, animations: lv },
  )
  contact(360, 366, transformer, 'lv_voltage', [{ from: 100 }], [{ to: 99.99 }])
  d.pipe(
    [
      [360, 430],
      [360, 460],
    ],
    'muted',
    { lineWidth: 2, animations: lv },
  )
  d.value(420, 392, transformer, 'lv_voltage', { size: 16 })
  d.value(420, 420, transformer, 'lv_current', { size: 16 })

  // Emergency power.
  d.symbol('generator', [880, 150, 88, 88], {
    device: generator,
    fill: 'ground',
    animations: runningInks(generator, 'state', 1),
    action: { kind: 'device', deviceId: generator },
  })
  d.text(990, 166, ['应急发电机', 'Emergency generator'], { size: 14, ink: 'strong', width: 200 })
  d.value(990, 194, generator, 'state', { size: 16 })
  d.value(990, 222, generator, 'output_power', { size: 16 })
  d.pipe(
    [
      [924, 238],
      [924, 340],
    ],
    'muted',
    { lineWidth: 2, animations: emergency },
  )
  contact(924, 340, generator, 'state', [{ from: 1, to: 1 }], [{ to: 0 }, { from: 2 }])
  d.pipe(
    [
      [924, 404],
      [924, 460],
    ],
    'muted',
    { lineWidth: 2, animations: emergency },
  )
  d.value(950, 372, generator, 'output_voltage', { size: 16 })
  d.value(950, 400, generator, 'output_frequency', { size: 16 })

  // 0.4 kV and its feeders.
  d.pipe(
    [
      [80, 460],
      [780, 460],
    ],
    'muted',
    { lineWidth: 6, animations: lv },
  )
  d.pipe(
    [
      [800, 460],
      [1_220, 460],
    ],
    'muted',
    { lineWidth: 6, animations: emergency },
  )
  d.text(80, 438, ['0.4 kV I 段母线', '0.4 kV busbar I'], { size: 13, ink: 'muted', width: 200 })
  d.text(1_220, 438, ['应急母线', 'Emergency busbar'], { align: 'end', size: 13, ink: 'muted', width: 200 })
  meters.forEach((meter, at) => {
    const x = 120 + at * 88
    d.pipe(
      [
        [x, 460],
        [x, 480],
      ],
      'muted',
      { lineWidth: 2, animations: lv },
    )
    contact(x, 480, meter, 'state', [{ to: 0 }, { from: 2 }], [{ from: 1, to: 1 }], { kind: 'device', deviceId: meter })
    d.pipe(
      [
        [x, 544],
        [x, 590],
      ],
      'muted',
      { lineWidth: 2, animations: [{ ...live(meter, 'state', 0), when: { to: 0 } }] },
    )
    const floor = floorName(shelf.floorOf(meter))
    d.text(x, 608, [floor, floor], { align: 'middle', size: 14, ink: 'strong', width: 80 })
    d.value(x, 634, meter, 'power', { align: 'middle', size: 14, width: 84 })
  })
  d.trend([860, 540, 360, 130], [[transformer, 'active_power']], 240)
  return d.done('t2-power', ['T2 供配电', 'T2 power'], { systemKey: 'building_equipment.power_monitoring' })
}
