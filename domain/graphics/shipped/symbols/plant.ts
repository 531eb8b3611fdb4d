import { body, box, circle, dot, line, symbolsOf } from './strokes'

const water = symbolsOf('building_equipment.water_supply_drainage')
const cold = symbolsOf('building_equipment.chiller_heat_source')
const wide = symbolsOf('building_equipment.chiller_heat_source', 96, 64)
const air = symbolsOf('building_equipment.hvac')
const vent = symbolsOf('building_equipment.ventilation')

/** Water, cold and heat, air. */
export const plantSymbols = [
  water('pump', ['水泵', 'Pump'], body(circle(24, 24, 18)), line('M14.5 9 42 24 14.5 39')),
  water('pump-left', ['水泵（向左）', 'Pump, to the left'], body(circle(24, 24, 18)), line('M33.5 9 6 24 33.5 39')),
  water('pump-up', ['水泵（向上）', 'Pump, upwards'], body(circle(24, 24, 18)), line('M9 33.5 24 6 39 33.5')),
  water(
    'sewage-pump',
    ['潜污泵', 'Submersible pump'],
    body('M16 14h16v20a8 8 0 0 1-16 0Z'),
    line('M24 14V4M24 4h14M16 22h16'),
    line('M12 42h24'),
  ),
  water(
    'tank',
    ['水箱', 'Tank'],
    body('M8 8h32v30a4 4 0 0 1-4 4H12a4 4 0 0 1-4-4Z'),
    line('M14 22c3.3-3 6.7-3 10 0s6.7 3 10 0'),
    line('M5 8h38'),
  ),
  water(
    'pressure-tank',
    ['气压罐', 'Pressure vessel'],
    body('M14 14a10 8 0 0 1 20 0v20a10 8 0 0 1-20 0Z'),
    line('M14 26h20M18 42v3M30 42v3'),
  ),
  water(
    'sump',
    ['集水坑', 'Sump'],
    body('M6 12v26a3 3 0 0 0 3 3h30a3 3 0 0 0 3-3V12'),
    line('M2 12h4M42 12h4M12 26c4-3 8-3 12 0s8 3 12 0'),
  ),
  water('valve', ['阀门', 'Valve'], body('M6 14v20l18-10Z'), body('M42 14v20L24 24Z')),
  water(
    'valve-motor',
    ['电动阀', 'Motor valve'],
    body('M6 20v18l18-9Z'),
    body('M42 20v18L24 29Z'),
    line('M24 29V17'),
    body(box(17, 6, 14, 11)),
    line('M21 13.5v-4l3 3 3-3v4', 1.2),
  ),
  water(
    'check-valve',
    ['止回阀', 'Check valve'],
    body('M6 14v20l36-20v20Z'),
    dot(14, 40, 3),
    line('M14 40h18m-5-4 5 4-5 4'),
  ),
  water(
    'strainer',
    ['过滤器', 'Strainer'],
    body('M6 14v20l18-10Z'),
    body('M42 14v20L24 24Z'),
    line('M24 24 34 42', 1.5),
  ),
  wide(
    'chiller',
    ['冷水机组', 'Chiller'],
    body('M8 14a8 8 0 0 1 8-8h64a8 8 0 0 1 0 16H16a8 8 0 0 1-8-8Z'),
    body('M8 50a8 8 0 0 1 8-8h64a8 8 0 0 1 0 16H16a8 8 0 0 1-8-8Z'),
    body(circle(48, 32, 9)),
    line('M48 22.5V22M48 42v-1M39 32H28V22M57 32h11v10M43 36.5 52 27.5M44 28l8.500 8'),
  ),
  wide(
    'boiler',
    ['锅炉', 'Boiler'],
    body('M10 12h68a10 10 0 0 1 10 10v20a10 10 0 0 1-10 10H10Z'),
    line('M10 22h58a10 10 0 0 1 0 20H10M22 12V4h10v8M16 52v6M80 52v6'),
    line('M2 27h8v10H2Z'),
  ),
  cold(
    'cooling-tower',
    ['冷却塔', 'Cooling tower'],
    body('M8 16h32l4 26H4Z'),
    line('M16 10h16M24 10v6M9 28h30M14 28l-3 14M34 28l3 14M24 28v14'),
    line('M14 7h20', 2.5),
  ),
  cold('heat-exchanger', ['换热器', 'Heat exchanger'], body(box(8, 8, 32, 32)), line('M8 16h8l6 16 6-16 6 16h6', 1.8)),
  cold(
    'plate-exchanger',
    ['板式换热器', 'Plate exchanger'],
    body(box(12, 8, 24, 32)),
    line('M18 8v32M24 8v32M30 8v32M4 14h8M36 34h8M4 34h8M36 14h8'),
  ),
  cold(
    'heat-pump',
    ['热泵', 'Heat pump'],
    body(box(6, 10, 36, 28)),
    line('M15 31V17m-4 4 4-4 4 4M33 17v14m-4-4 4 4 4-4M20 24h8'),
  ),
  cold('expansion-tank', ['膨胀水箱', 'Expansion tank'], body(circle(24, 20, 14)), line('M10 20h28M24 34v12')),
  cold(
    'manifold',
    ['分集水器', 'Manifold'],
    body('M4 16h40v16H4Z'),
    line('M12 16V6M24 16V6M36 16V6M18 32v10M30 32v10'),
  ),
  vent(
    'fan',
    ['风机', 'Fan'],
    body(circle(24, 24, 19)),
    line(
      'M24 24c-2-8 1-13 6-14 3 5 0 11-6 14Zm0 0c8-2 13 1 14 6-5 3-11 0-14-6Zm0 0c2 8-1 13-6 14-3-5 0-11 6-14Zm0 0c-8 2-13-1-14-6 5-3 11 0 14 6Z',
    ),
    dot(24, 24),
  ),
  vent(
    'axial-fan',
    ['轴流风机', 'Axial fan'],
    body(box(6, 8, 36, 32)),
    line('M24 24c-8-3-9-9-6-13 6 2 9 7 6 13Zm0 0c8 3 9 9 6 13-6-2-9-7-6-13Z'),
    dot(24, 24),
  ),
  vent('louvre', ['百叶风口', 'Louvre'], body(box(8, 8, 32, 32)), line('M8 16l32-4M8 24l32-4M8 32l32-4M8 40l32-4')),
  air('damper', ['风阀', 'Damper'], body(box(10, 4, 28, 40)), line('M14 14 34 8M14 27l20-6M14 40l20-6')),
  air('filter', ['过滤段', 'Filter'], body(box(14, 4, 20, 40)), line('M14 4 34 12 14 20l20 8-20 8 20 8')),
  air('cooling-coil', ['表冷段', 'Cooling coil'], body(box(12, 4, 24, 40)), line('M12 44 36 4M17 11h7')),
  air('heating-coil', ['加热段', 'Heating coil'], body(box(12, 4, 24, 40)), line('M12 44 36 4M16 12h8M20 8v8')),
  air(
    'humidifier',
    ['加湿段', 'Humidifier'],
    body(box(12, 4, 24, 40)),
    line('M18 40V10M18 14l10-3M18 22l10-3M18 30l10-3M31 16v3M31 24v3M31 32v3'),
  ),
  air(
    'heat-wheel',
    ['热回收转轮', 'Heat wheel'],
    body('M18 4h12v40H18Z'),
    line('M24 4v40M18 14h12M18 24h12M18 34h12'),
    line('M34 16a10 10 0 0 1 0 16m0 0 1-5m-1 5 5-1'),
  ),
  air(
    'air-handler',
    ['空调机组', 'Air handler'],
    body(box(4, 12, 40, 24)),
    line('M14 12v24M24 12v24M14 12l10 24'),
    line(circle(34, 24, 6)),
    line('M34 18l5 9H29Z', 1.2),
  ),
  air(
    'fan-coil',
    ['风机盘管', 'Fan coil unit'],
    body(box(6, 14, 36, 20)),
    line('M10 24h4l3-6 4 12 4-12 4 12 3-6h6M14 38v4M24 38v4M34 38v4'),
  ),
]
