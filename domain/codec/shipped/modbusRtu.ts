import type { CodecDescription, CodecField } from '../../contract'

const crc = { kind: 'checksum', name: 'crc', algorithm: 'crc16Modbus', from: 'unit', to: 'body' } as const
const unit = { kind: 'uint', name: 'unit', bytes: 1 } as const
const word = (name: string): CodecField => ({ kind: 'uint', name, bytes: 2 })

/**
 * A device on Modbus RTU over a serial server: its input registers from 0 on are polled, single holding registers are written.
 *
 * @param registers how the input registers lie, all of them in this order; what one step of a written register is worth
 * @param everyMs between two polls
 * @source Modbus Application Protocol V1.1b3, 6.4, 6.6, 7; Modbus over serial line V1.02, 2.5.1
 */
export function modbusRtu(
  what: Pick<CodecDescription, 'id' | 'version' | 'name'>,
  registers: { count: number; fields: CodecField[]; writtenScale?: number },
  everyMs: number,
): CodecDescription {
  const written: CodecField[] = [
    unit,
    { kind: 'const', name: 'function', hex: '06' },
    {
      kind: 'group',
      name: 'body',
      fields: [word('register'), { kind: 'uint', name: 'value', bytes: 2, scale: registers.writtenScale ?? 1 }],
    },
    crc,
  ]
  return {
    ...what,
    framing: { kind: 'described', maxLength: 256 },
    address: 'unit',
    messages: [
      {
        id: 'inputs',
        name: { zh: '输入寄存器', en: 'Input registers' },
        direction: 'in',
        fields: [
          unit,
          { kind: 'const', name: 'function', hex: '04' },
          { kind: 'length', name: 'count', bytes: 1, from: 'body', to: 'body' },
          { kind: 'group', name: 'body', length: { field: 'count' }, fields: registers.fields },
          crc,
        ],
      },
      { id: 'written', name: { zh: '写寄存器应答', en: 'Register written' }, direction: 'in', fields: written },
      {
        id: 'exception',
        name: { zh: '异常', en: 'Exception' },
        direction: 'in',
        fields: [
          unit,
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
          unit,
          { kind: 'const', name: 'function', hex: '04' },
          { kind: 'group', name: 'body', fields: [word('register'), word('registers')] },
          crc,
        ],
      },
      { id: 'writeRegister', name: { zh: '写寄存器', en: 'Write a register' }, direction: 'out', fields: written },
    ],
    exchanges: [
      {
        id: 'poll',
        request: 'readInputs',
        response: 'inputs',
        refusal: 'exception',
        timeoutMs: 1_000,
        everyMs,
        given: { 'body.register': 0, 'body.registers': registers.count },
      },
    ],
  }
}
