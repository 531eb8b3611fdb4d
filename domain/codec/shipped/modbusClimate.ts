import type { CodecDescription } from '../../contract'

const crc = { kind: 'checksum', name: 'crc', algorithm: 'crc16Modbus', from: 'unit', to: 'body' } as const

/**
 * A room sensor with a fan on Modbus RTU over a serial server: four input registers are polled, one holding register is written.
 *
 * @source Modbus Application Protocol V1.1b3, 6.4, 6.6, 7; Modbus over serial line V1.02, 2.5.1
 */
export const modbusClimate: CodecDescription = {
  id: 'modbus-climate',
  version: 1,
  name: { zh: '室内环境（Modbus RTU）', en: 'Room climate (Modbus RTU)' },
  framing: { kind: 'described', maxLength: 256 },
  address: 'unit',
  messages: [
    {
      id: 'inputs',
      name: { zh: '输入寄存器', en: 'Input registers' },
      direction: 'in',
      fields: [
        { kind: 'uint', name: 'unit', bytes: 1 },
        { kind: 'const', name: 'function', hex: '04' },
        { kind: 'length', name: 'count', bytes: 1, from: 'body', to: 'body' },
        {
          kind: 'group',
          name: 'body',
          length: { field: 'count' },
          fields: [
            { kind: 'int', name: 'temperature', bytes: 2, scale: 0.1, unit: '℃' },
            { kind: 'uint', name: 'humidity', bytes: 2, scale: 0.1, unit: '%' },
            { kind: 'uint', name: 'co2', bytes: 2, unit: 'ppm' },
            { kind: 'uint', name: 'fan', bytes: 2 },
          ],
        },
        crc,
      ],
    },
    {
      id: 'written',
      name: { zh: '写寄存器应答', en: 'Register written' },
      direction: 'in',
      fields: [
        { kind: 'uint', name: 'unit', bytes: 1 },
        { kind: 'const', name: 'function', hex: '06' },
        {
          kind: 'group',
          name: 'body',
          fields: [
            { kind: 'uint', name: 'register', bytes: 2 },
            { kind: 'uint', name: 'value', bytes: 2 },
          ],
        },
        crc,
      ],
    },
    {
      id: 'exception',
      name: { zh: '异常', en: 'Exception' },
      direction: 'in',
      fields: [
        { kind: 'uint', name: 'unit', bytes: 1 },
        {
          kind: 'bits',
          name: 'function',
          bytes: 1,
          parts: [
            { name: 'code', at: 0, width: 7 },
            { name: 'isException', at: 7, width: 1 },
          ],
        },
        { kind: 'group', name: 'body', fields: [{ kind: 'uint', name: 'error', bytes: 1 }] },
        crc,
      ],
    },
    {
      id: 'readInputs',
      name: { zh: '读输入寄存器', en: 'Read input registers' },
      direction: 'out',
      fields: [
        { kind: 'uint', name: 'unit', bytes: 1 },
        { kind: 'const', name: 'function', hex: '04' },
        {
          kind: 'group',
          name: 'body',
          fields: [
            { kind: 'uint', name: 'register', bytes: 2 },
            { kind: 'uint', name: 'registers', bytes: 2 },
          ],
        },
        crc,
      ],
    },
    {
      id: 'writeRegister',
      name: { zh: '写寄存器', en: 'Write a register' },
      direction: 'out',
      fields: [
        { kind: 'uint', name: 'unit', bytes: 1 },
        { kind: 'const', name: 'function', hex: '06' },
        {
          kind: 'group',
          name: 'body',
          fields: [
            { kind: 'uint', name: 'register', bytes: 2 },
            { kind: 'uint', name: 'value', bytes: 2 },
          ],
        },
        crc,
      ],
    },
  ],
  exchanges: [
    {
      id: 'poll',
      request: 'readInputs',
      response: 'inputs',
      refusal: 'exception',
      timeoutMs: 1_000,
      everyMs: 5_000,
      given: { 'body.register': 0, 'body.registers': 4 },
    },
  ],
}
