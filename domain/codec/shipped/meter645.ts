import type { CodecDescription } from '../../contract'

const frameHead = [
  { kind: 'const', name: 'start', hex: '68' },
  { kind: 'bcd', name: 'address', bytes: 6, endian: 'little' },
  { kind: 'const', name: 'start2', hex: '68' },
] as const
const frameTail = [
  { kind: 'checksum', name: 'cs', algorithm: 'sum8', from: 'start', to: 'data' },
  { kind: 'const', name: 'end', hex: '16' },
] as const

/**
 * An electricity meter over a serial server: frames like those of DL/T 645-2007. Data bytes go over the wire plus 33H. The block of one question holds what a panel shows of a meter.
 *
 * @source DL/T 645-2007, 5 (frame) and appendix A (identifiers of data); the block 04FF0001 is ours
 */
export const meter645: CodecDescription = {
  id: 'meter-645',
  version: 1,
  name: { zh: '电表（类 DL/T 645）', en: 'Electricity meter (DL/T 645 like)' },
  note: 'FE FE FE FE before a frame is skipped by itself.',
  framing: { kind: 'described', maxLength: 220 },
  address: 'address',
  messages: [
    {
      id: 'readAnswer',
      name: { zh: '读数应答', en: 'Reading answer' },
      direction: 'in',
      fields: [
        ...frameHead,
        { kind: 'uint', name: 'control', bytes: 1, equals: 0x91 },
        { kind: 'length', name: 'length', bytes: 1, from: 'data', to: 'data' },
        {
          kind: 'group',
          name: 'data',
          add: 0x33,
          length: { field: 'length' },
          fields: [
            { kind: 'uint', name: 'identifier', bytes: 4, endian: 'little', equals: 0x04ff_0001 },
            { kind: 'bcd', name: 'energy', bytes: 4, endian: 'little', scale: 0.01, unit: 'kWh' },
            { kind: 'bcd', name: 'voltage', bytes: 2, endian: 'little', scale: 0.1, unit: 'V' },
            { kind: 'bcd', name: 'current', bytes: 3, endian: 'little', scale: 0.001, unit: 'A' },
            { kind: 'bcd', name: 'power', bytes: 3, endian: 'little', scale: 0.0001, unit: 'kW' },
            {
              kind: 'bits',
              name: 'status',
              bytes: 1,
              parts: [{ name: 'relayOpen', at: 4, width: 1 }],
            },
          ],
        },
        ...frameTail,
      ],
    },
    {
      id: 'writeAnswer',
      name: { zh: '控制应答', en: 'Control answer' },
      direction: 'in',
      fields: [
        ...frameHead,
        { kind: 'uint', name: 'control', bytes: 1, equals: 0x9c },
        { kind: 'length', name: 'length', bytes: 1, from: 'data', to: 'data' },
        { kind: 'bytes', name: 'data', length: { field: 'length' } },
        ...frameTail,
      ],
    },
    {
      id: 'refusal',
      name: { zh: '异常应答', en: 'Refusal' },
      direction: 'in',
      fields: [
        ...frameHead,
        {
          kind: 'bits',
          name: 'control',
          bytes: 1,
          parts: [
            { name: 'code', at: 0, width: 5 },
            { name: 'more', at: 5, width: 1 },
            { name: 'isRefused', at: 6, width: 1 },
            { name: 'isAnswer', at: 7, width: 1 },
          ],
        },
        { kind: 'const', name: 'one', hex: '01' },
        { kind: 'group', name: 'data', add: 0x33, fields: [{ kind: 'uint', name: 'error', bytes: 1 }] },
        ...frameTail,
      ],
    },
    {
      id: 'read',
      name: { zh: '读数', en: 'Read' },
      direction: 'out',
      fields: [
        ...frameHead,
        { kind: 'uint', name: 'control', bytes: 1, equals: 0x11 },
        { kind: 'length', name: 'length', bytes: 1, from: 'data', to: 'data' },
        {
          kind: 'group',
          name: 'data',
          add: 0x33,
          fields: [{ kind: 'uint', name: 'identifier', bytes: 4, endian: 'little', equals: 0x04ff_0001 }],
        },
        ...frameTail,
      ],
    },
    {
      id: 'relay',
      name: { zh: '拉合闸', en: 'Open or close the relay' },
      direction: 'out',
      fields: [
        ...frameHead,
        { kind: 'uint', name: 'control', bytes: 1, equals: 0x1c },
        { kind: 'length', name: 'length', bytes: 1, from: 'data', to: 'data' },
        {
          kind: 'group',
          name: 'data',
          add: 0x33,
          fields: [
            {
              kind: 'uint',
              name: 'order',
              bytes: 1,
              names: [
                { value: 0x1a, name: { zh: '拉闸', en: 'open' } },
                { value: 0x1c, name: { zh: '合闸', en: 'close' } },
              ],
            },
          ],
        },
        ...frameTail,
      ],
    },
  ],
  exchanges: [
    { id: 'poll', request: 'read', response: 'readAnswer', refusal: 'refusal', timeoutMs: 1_000, everyMs: 5_000 },
  ],
}
