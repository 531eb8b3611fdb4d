import { body, box, circle, dot, line, symbolsOf } from './strokes'

const general = symbolsOf('general')
const environment = symbolsOf('environment.monitoring')

/** Sensors, the open site, and what belongs to no system. */
export const siteSymbols = [
  general('temperature', ['温度测点', 'Temperature sensor'], body(circle(24, 24, 14)), line('M19 18h10M24 18v13', 2)),
  general(
    'pressure',
    ['压力测点', 'Pressure sensor'],
    body(circle(24, 24, 14)),
    line('M20 32V17h5a4.500 4.500 0 0 1 0 9h-5', 2),
  ),
  general('flow', ['流量测点', 'Flow sensor'], body(circle(24, 24, 14)), line('M20 32V17h9M20 24h7', 2)),
  general('level-sensor', ['液位测点', 'Level sensor'], body(circle(24, 24, 14)), line('M20 17v14h9', 2)),
  general(
    'humidity',
    ['湿度测点', 'Humidity sensor'],
    body(circle(24, 24, 14)),
    line('M19 17v14M29 17v14M19 24h10', 2),
  ),
  general('motor', ['电机', 'Motor'], body(circle(24, 24, 18)), line('M15 32V17l9 10 9-10v15', 2)),
  general('arrow', ['箭头', 'Arrow'], line('M4 24h38m-12-12 12 12-12 12', 2.5)),
  general(
    'building',
    ['楼宇', 'Building'],
    body(box(10, 4, 28, 40)),
    line('M16 12h4M28 12h4M16 20h4M28 20h4M16 28h4M28 28h4M20 44v-8h8v8'),
  ),
  general(
    'controller',
    ['控制器', 'Controller'],
    body(box(6, 10, 36, 28)),
    line('M12 10V5M20 10V5M28 10V5M36 10V5M12 43v-5M20 43v-5M28 43v-5M36 43v-5M12 18h14M12 25h8'),
  ),
  environment(
    'air-station',
    ['环境监测站', 'Air station'],
    body(box(14, 6, 20, 16)),
    line('M24 22v22M16 44h16M18 11h12M18 16h8'),
  ),
  environment(
    'gas-sensor',
    ['气体探测器', 'Gas detector'],
    body(box(8, 8, 32, 32)),
    line('M16 30a5 5 0 0 1 1-10 7 7 0 0 1 14 1 4.500 4.500 0 0 1 0 9Z'),
  ),
  symbolsOf('environment.mist_spray')(
    'mist',
    ['喷雾', 'Mist nozzle'],
    body('M20 40h8V22h-8Z'),
    line('M24 18v-3M16 18l-3-3M32 18l3-3M12 26H8M36 26h4M24 9V7M10 8l1 1M38 8l-1 1', 2),
  ),
  symbolsOf('environment.soil_irrigation')(
    'irrigation',
    ['喷灌', 'Irrigation'],
    line('M4 42h40M24 42V26', 2),
    line('M24 26C14 26 9 19 8 14M24 26c10 0 15-7 16-12M24 24V10'),
  ),
  symbolsOf('sanitation.bin_overflow')(
    'bin',
    ['垃圾箱', 'Bin'],
    body('M12 14h24l-3 30H15Z'),
    line('M8 14h32M20 14V8h8v6M20 21l1 17M28 21l-1 17'),
  ),
  symbolsOf('sanitation.refuse_room_env')(
    'refuse-room',
    ['垃圾房', 'Refuse room'],
    body('M4 20 24 6l20 14v24H4Z'),
    line('M16 44V28h16v16M16 34h16'),
  ),
  symbolsOf('logistics.parcel_locker')(
    'parcel-locker',
    ['快递柜', 'Parcel locker'],
    body(box(6, 8, 36, 34)),
    line('M18 8v34M30 8v34M6 19h36M6 31h36'),
  ),
  symbolsOf('transport.traffic_monitoring')(
    'traffic-light',
    ['信号灯', 'Traffic light'],
    body(box(16, 4, 16, 34)),
    line(circle(24, 11, 4)),
    line(circle(24, 21, 4)),
    line(circle(24, 31, 4)),
    line('M24 38v8'),
  ),
  symbolsOf('infrastructure.data_center')(
    'rack',
    ['机柜', 'Rack'],
    body(box(10, 4, 28, 40)),
    line('M14 10h20M14 17h20M14 24h20M14 31h20M14 38h20'),
    dot(31, 13.5, 2),
    dot(31, 27.5, 2),
  ),
  symbolsOf('infrastructure.computer_network')(
    'network-switch',
    ['交换机', 'Network switch'],
    body(box(4, 14, 40, 20)),
    line('M10 21h4v4h-4ZM18 21h4v4h-4ZM26 21h4v4h-4ZM34 21h4v4h-4Z'),
  ),
  symbolsOf('infrastructure.wifi')(
    'antenna',
    ['无线接入点', 'Access point'],
    body(box(12, 30, 24, 12)),
    line('M24 30V20M16 16a11 11 0 0 1 16 0M11 11a18 18 0 0 1 26 0'),
  ),
  symbolsOf('network_5g.macro_station')(
    'base-station',
    ['5G 基站', '5G station'],
    line('M24 14 12 44M24 14l12 30M17 32h14M14.500 38h19'),
    body(circle(24, 11, 4)),
    line('M14 4a10 10 0 0 0 0 14M34 4a10 10 0 0 1 0 14'),
  ),
  symbolsOf('commerce.passenger_flow')(
    'people-counter',
    ['客流计', 'People counter'],
    body(circle(24, 14, 6)),
    body('M12 40c0-10 5-15 12-15s12 5 12 15Z'),
    line('M4 6v36M44 6v36'),
  ),
]
