import { body, box, circle, dot, line, symbolsOf } from './strokes'

const power = symbolsOf('building_equipment.power_monitoring')
const tall = symbolsOf('building_equipment.power_monitoring', 32, 64)
const generator = symbolsOf('building_equipment.generator')
const meter = symbolsOf('energy.electricity_meter')
const lift = symbolsOf('building_equipment.elevator_monitoring')

/** Power and what moves by it. */
export const powerSymbols = [
  tall(
    'transformer',
    ['变压器', 'Transformer'],
    body(circle(16, 22, 12)),
    line(circle(16, 40, 12)),
    line('M16 0v10M16 52v12'),
  ),
  // The contact lies beside its place while it is open: an animation turns the drawing, or shows this one.
  tall(
    'breaker-closed',
    ['断路器（合）', 'Breaker, closed'],
    line('M16 0v18M16 46v18M16 18v28', 2),
    line('M13 15l6 6M19 15l-6 6', 1.5),
    dot(16, 46, 4),
  ),
  tall(
    'breaker-open',
    ['断路器（分）', 'Breaker, open'],
    line('M16 0v18M16 46v18M16 46 5 21', 2),
    line('M13 15l6 6M19 15l-6 6', 1.5),
    dot(16, 46, 4),
  ),
  tall(
    'isolator-closed',
    ['隔离开关（合）', 'Isolator, closed'],
    line('M16 0v18M16 46v18M16 18v28', 2),
    line('M10 18h12', 2),
    dot(16, 46, 4),
  ),
  tall(
    'isolator-open',
    ['隔离开关（分）', 'Isolator, open'],
    line('M16 0v18M16 46v18M16 46 5 21', 2),
    line('M10 18h12', 2),
    dot(16, 46, 4),
  ),
  tall('fuse', ['熔断器', 'Fuse'], body(box(10, 16, 12, 32)), line('M16 0v64')),
  power('earth', ['接地', 'Earth'], line('M24 4v20M8 24h32M14 31h20M20 38h8', 2)),
  power('capacitor', ['电容补偿', 'Capacitor bank'], line('M24 4v16M24 28v16', 2), line('M10 20h28M10 28h28', 2.5)),
  power('busbar', ['母线', 'Busbar'], line('M2 24h44', 5)),
  power(
    'switch-cabinet',
    ['开关柜', 'Switchgear cabinet'],
    body(box(10, 4, 28, 40)),
    line('M10 18h28M15 9h8M15 13h5M32 26v8'),
    line(circle(32, 11, 2.5)),
  ),
  generator('generator', ['发电机', 'Generator'], body(circle(24, 24, 19)), line('M30 19a7.500 7.500 0 1 0 1 7h-6', 2)),
  generator(
    'diesel',
    ['柴油机', 'Diesel engine'],
    body('M6 18h6l4-6h16l4 6h6v16h-6v4H12v-4H6Z'),
    line('M18 18v14M24 18v14M30 18v14'),
  ),
  power('ups', ['UPS', 'UPS'], body(box(8, 6, 32, 36)), line('M26 11l-8 14h7l-3 12 9-15h-7Z')),
  power(
    'battery',
    ['蓄电池', 'Battery'],
    body(box(6, 14, 36, 24)),
    line('M14 14v-4h6v4M28 14v-4h6v4M13 24h6M16 21v6M29 24h6'),
  ),
  power(
    'solar',
    ['光伏', 'Photovoltaics'],
    body('M10 10h28l6 26H4Z'),
    line('M7 23h34M24 10v26M17 10l-4 26M31 10l4 26'),
  ),
  meter('meter', ['电表', 'Meter'], body(circle(24, 24, 19)), line('M11 30h26M24 24l7-10'), dot(24, 24, 3)),
  symbolsOf('energy.water_meter')(
    'water-meter',
    ['水表', 'Water meter'],
    body(circle(24, 24, 15)),
    line('M2 24h7M39 24h7M24 16v8l5 4'),
  ),
  symbolsOf('energy.smart_lighting')(
    'lamp',
    ['灯具', 'Lamp'],
    body(circle(24, 24, 17)),
    line('M12 12l24 24M36 12 12 36'),
  ),
  symbolsOf('energy.smart_lighting')(
    'lamp-pole',
    ['灯杆', 'Lamp post'],
    line('M16 46V8a4 4 0 0 1 4-4h12', 2),
    body('M28 4h14l-3 6H31Z'),
    line('M10 46h12'),
  ),
  symbolsOf('parking.ev_charging')(
    'charger',
    ['充电桩', 'EV charger'],
    body(box(8, 6, 22, 38)),
    line('M8 18h22M30 20h5a3 3 0 0 1 3 3v12a3 3 0 0 0 6 0V18l-5-5M20 22l-4 8h6l-4 8'),
  ),
  symbolsOf('parking.entrance_toll')('gate', ['道闸', 'Barrier gate'], body(box(6, 20, 12, 24)), line('M4 44h18')),
  symbolsOf('parking.entrance_toll', 96, 12)(
    'gate-arm',
    ['道闸杆', 'Barrier arm'],
    body(box(2, 3, 92, 6)),
    line('M20 3l-6 6M44 3l-6 6M68 3l-6 6M92 3l-6 6'),
  ),
  symbolsOf('building_equipment.elevator_monitoring', 48, 56)(
    'lift-car',
    ['轿厢', 'Lift car'],
    body(box(4, 4, 40, 48)),
    line('M24 4v48M18 28h-6m0 0 3-3m-3 3 3 3M30 28h6m0 0-3-3m3 3-3 3'),
  ),
  symbolsOf('building_equipment.elevator_monitoring', 64, 320)(
    'lift-shaft',
    ['井道', 'Lift shaft'],
    body(box(2, 2, 60, 316)),
    line('M10 2v316M54 2v316', 1),
  ),
  lift('escalator', ['扶梯', 'Escalator'], line('M4 40h8L36 12h8', 3), line('M4 32h6L34 4h8')),
]
