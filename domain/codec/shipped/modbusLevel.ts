import { modbusRtu } from './modbusRtu'

/** A level transmitter of a tank: the level as a float, low word first as many of them have it, then battery, signal and state as words; its limit is written in centimetres. */
export const modbusLevel = modbusRtu(
  { id: 'modbus-level', version: 1, name: { zh: '液位变送器（Modbus RTU）', en: 'Level transmitter (Modbus RTU)' } },
  {
    count: 5,
    writtenScale: 0.01,
    fields: [
      { kind: 'float', name: 'level', bytes: 4, endian: 'bigSwapped', unit: 'm' },
      { kind: 'uint', name: 'battery', bytes: 2, unit: '%' },
      { kind: 'int', name: 'signal', bytes: 2, unit: 'dBm' },
      { kind: 'uint', name: 'state', bytes: 2 },
    ],
  },
  10_000,
)
