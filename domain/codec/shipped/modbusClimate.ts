import { modbusRtu } from './modbusRtu'

/** A room sensor with a fan: four input registers are polled, one holding register is written. */
export const modbusClimate = modbusRtu(
  { id: 'modbus-climate', version: 1, name: { zh: '室内环境（Modbus RTU）', en: 'Room climate (Modbus RTU)' } },
  {
    count: 4,
    fields: [
      { kind: 'int', name: 'temperature', bytes: 2, scale: 0.1, unit: '℃' },
      { kind: 'uint', name: 'humidity', bytes: 2, scale: 0.1, unit: '%' },
      { kind: 'uint', name: 'co2', bytes: 2, unit: 'ppm' },
      { kind: 'uint', name: 'fan', bytes: 2 },
    ],
  },
  5_000,
)
