import type { CodecDescription } from '../../contract'

/**
 * A fire panel that sends lines by itself and wants each acknowledged: STX, type, loop, point and state as digits, a text, a checksum in hex digits, ETX. Like the printer port of many panels; no maker's own.
 */
export const firePanelLine: CodecDescription = {
  id: 'fire-panel-line',
  version: 1,
  name: { zh: '火灾报警控制器（行协议）', en: 'Fire panel (line protocol)' },
  framing: { kind: 'delimited', start: '02', end: '03', maxLength: 120 },
  address: 'loop',
  messages: [
    {
      id: 'state',
      name: { zh: '状态', en: 'State' },
      direction: 'in',
      reply: 'ack',
      fields: [
        { kind: 'const', name: 'stx', hex: '02' },
        { kind: 'const', name: 'type', hex: '53' },
        { kind: 'digits', name: 'number', length: 4 },
        { kind: 'digits', name: 'loop', length: 3 },
        { kind: 'digits', name: 'point', length: 3 },
        {
          kind: 'digits',
          name: 'state',
          length: 2,
          names: [
            { value: 0, name: { zh: '正常', en: 'normal' } },
            { value: 1, name: { zh: '火警', en: 'fire' } },
            { value: 2, name: { zh: '故障', en: 'fault' } },
            { value: 3, name: { zh: '屏蔽', en: 'disabled' } },
          ],
        },
        { kind: 'text', name: 'text', length: 20, encoding: 'ascii', pad: 0x20 },
        { kind: 'checksum', name: 'sum', algorithm: 'xor8', from: 'type', to: 'text', isText: true },
        { kind: 'const', name: 'etx', hex: '03' },
      ],
    },
    {
      id: 'ack',
      name: { zh: '确认', en: 'Acknowledge' },
      direction: 'out',
      fields: [
        { kind: 'const', name: 'stx', hex: '02' },
        { kind: 'const', name: 'type', hex: '41' },
        { kind: 'digits', name: 'number', length: 4 },
        { kind: 'checksum', name: 'sum', algorithm: 'xor8', from: 'type', to: 'number', isText: true },
        { kind: 'const', name: 'etx', hex: '03' },
      ],
    },
  ],
}
