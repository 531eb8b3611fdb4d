import type { DeviceNetwork } from '../contract/district'
import type { LocalText } from '../contract/primitives'

/** How a device of a network is joined: what is advised, and what the house does differently for it. */
export interface NetworkScheme {
  /** The protocol that suits it best first. */
  readonly protocols: readonly ('mqtt' | 'https' | 'gateway' | 'frames')[]
  /** MQTT keep-alive, s; absent where no connection is held. */
  readonly keepAliveS?: number
  /** How often it should report, s. A device whose type reports more often is given this time all the same. */
  readonly reportEveryS: number
  /** Silence shorter than this says nothing, ms: what the network itself may keep a device from being heard. */
  readonly leastSilenceMs: number
  /** When it can be told something: always; right after it spoke; or when its network server finds it awake. */
  readonly downlink: 'always' | 'afterUplink' | 'byServer'
  /** How long a command waits for it beyond its own time, ms. */
  readonly commandWaitMs: number
  /** Whether its messages are our JSON, or few bytes that a protocol description reads. */
  readonly payload: 'json' | 'described'
  /** What is set on the device, in order. */
  readonly steps: readonly LocalText[]
  /** What to know of it: power, coverage, its future. */
  readonly notes: readonly LocalText[]
  /** Where the figures are from; those without one are usual practice. */
  readonly sources: readonly string[]
}

const said = (zh: string, en: string): LocalText => ({ zh, en })
const secret = said(
  '在“接入与证书”为设备发密钥或激活码，写入设备',
  'Issue a secret or an activation code under Access and certificates, and put it into the device',
)
const keepAlive = (seconds: number) => said(`MQTT 保活 ${seconds} s`, `MQTT keep-alive ${seconds} s`)
const minuteMs = 60_000

const cellular = (keepAliveS: number, leastSilenceMs: number, more: Partial<NetworkScheme> = {}): NetworkScheme => ({
  protocols: ['mqtt', 'https'],
  keepAliveS,
  reportEveryS: 60,
  leastSilenceMs,
  downlink: 'always',
  commandWaitMs: 0,
  payload: 'json',
  steps: [
    said('使用物联网卡与专用 APN，地址填平台 TLS 接入口', 'An IoT card and its own APN; address of the TLS door'),
    secret,
    keepAlive(keepAliveS),
    said('设遗嘱：lifecycle，offline', 'Set the last will: lifecycle, offline'),
  ],
  notes: [],
  sources: [],
  ...more,
})

/** By network. What a device does over another network than these (`other`) is not advised on. */
export const networkSchemes: Readonly<Record<Exclude<DeviceNetwork, 'other'>, NetworkScheme>> = {
  wired: {
    protocols: ['mqtt', 'https', 'frames'],
    keepAliveS: 60,
    reportEveryS: 10,
    leastSilenceMs: 15_000,
    downlink: 'always',
    commandWaitMs: 0,
    payload: 'json',
    steps: [
      said('接设备网段，地址填平台接入口', 'Join the device network; address of the door'),
      secret,
      keepAlive(60),
    ],
    notes: [],
    sources: [],
  },
  rs485: {
    protocols: ['gateway', 'frames'],
    reportEveryS: 10,
    leastSilenceMs: 30_000,
    downlink: 'always',
    commandWaitMs: 0,
    payload: 'described',
    steps: [
      said(
        '一条总线上站号各不相同，波特率、校验一致',
        'Station numbers differ on a line; baud rate and parity are the same',
      ),
      said('总线两端接 120 Ω 终端电阻', '120 Ω termination at both ends of the line'),
      said(
        '登记所属网关，或在“协议描述”选协议并登记串口服务器',
        'Name its gateway, or choose a protocol description and its serial server',
      ),
    ],
    notes: [
      said(
        '一条总线不超过 32 个单位负载；轮询周期随站数增长',
        'At most 32 unit loads on a line; a round of polls grows with the stations',
      ),
    ],
    sources: ['TIA/EIA-485-A'],
  },
  wifi: {
    protocols: ['mqtt', 'https'],
    keepAliveS: 60,
    reportEveryS: 30,
    leastSilenceMs: 30_000,
    downlink: 'always',
    commandWaitMs: 0,
    payload: 'json',
    steps: [
      said('接物联网专用 SSID（WPA2/WPA3 企业认证）', 'Join the SSID for devices (WPA2/WPA3 Enterprise)'),
      secret,
      keepAlive(60),
    ],
    notes: [said('漫游换接入点会断几秒', 'Roaming between access points takes seconds')],
    sources: ['IEEE 802.11'],
  },
  '2g': cellular(240, 120_000, {
    protocols: ['https', 'mqtt'],
    reportEveryS: 300,
    notes: [
      said('语音占线时 GPRS 数据会中断', 'GPRS data pauses while a voice call is on'),
      said('运营商正在退网，新装不选', 'Operators switch it off: not for new devices'),
    ],
    sources: ['3GPP TS 22.060'],
  }),
  '3g': cellular(180, 90_000, {
    reportEveryS: 120,
    notes: [said('多数运营商已退网，新装不选', 'Most operators have switched it off: not for new devices')],
  }),
  '4g': cellular(120, minuteMs, {
    notes: [said('表计、报警器用 Cat.1 bis 即可', 'Cat 1 bis does for meters and alarms')],
    sources: ['3GPP TS 36.306'],
  }),
  '5g': cellular(60, 30_000, {
    reportEveryS: 10,
    notes: [said('传感器用 RedCap；视频、机器人用增强移动宽带', 'RedCap for sensors, eMBB for video and robots')],
    sources: ['3GPP TS 38.306'],
  }),
  nbIot: {
    protocols: ['https', 'mqtt'],
    reportEveryS: 900,
    leastSilenceMs: 2.5 * 15 * minuteMs,
    downlink: 'afterUplink',
    commandWaitMs: 30 * minuteMs,
    payload: 'json',
    steps: [
      said(
        '开通 PSM；激活定时器 T3324 不少于 20 s，周期 TAU（T3412）长于上报周期',
        'PSM on; active timer T3324 at least 20 s, periodic TAU (T3412) longer than the report period',
      ),
      secret,
      said(
        '上报后在 T3324 内取一次指令（HTTPS：downlink?wait=10）',
        'After each report fetch commands within T3324 (HTTPS: downlink?wait=10)',
      ),
      said('各设备错开上报时刻', 'Devices report at different moments'),
    ],
    notes: [
      said('PSM 中叫不醒：指令等它下次上报后发出', 'Nothing wakes it in PSM: commands leave after its next report'),
      said(
        'T3324 最长 186 min，T3412 最长 9,920 h；eDRX 最长约 2.9 h',
        'T3324 is 186 min at most, T3412 9,920 h, eDRX about 2.9 h',
      ),
    ],
    sources: ['3GPP TS 24.008 10.5.7.4, 10.5.7.4a, 10.5.5.32', '3GPP TS 23.682 4.5.4'],
  },
  lora: {
    protocols: ['gateway', 'mqtt'],
    reportEveryS: 600,
    leastSilenceMs: 2.5 * 10 * minuteMs,
    downlink: 'byServer',
    commandWaitMs: 20 * minuteMs,
    payload: 'described',
    steps: [
      said(
        'OTAA 入网，DevEUI 填设备编号，AppKey 一机一密',
        'Join by OTAA; DevEUI as the device id, one AppKey a device',
      ),
      said(
        '网络服务器接平台 MQTT，用“协议描述”解读字节',
        'The network server joins over MQTT; a protocol description reads the bytes',
      ),
      said('登记所属网关', 'Name its gateway'),
    ],
    notes: [
      said(
        'A 类：上行后 1 s、2 s 各开一个接收窗，其余时间听不到指令',
        'Class A: it hears 1 s and 2 s after it spoke, and at no other time',
      ),
      said('最低速率一包不超过 51 字节', '51 bytes a message at the slowest rate'),
      said('指令由网络服务器留到下次上行', 'The network server keeps a command until it speaks next'),
    ],
    sources: ['LoRaWAN TS001-1.0.4', 'LoRaWAN RP002'],
  },
}

/** @returns `undefined` for a device whose network is not known */
export const networkSchemeOf = (network: DeviceNetwork | undefined): NetworkScheme | undefined =>
  network === undefined || network === 'other' ? undefined : networkSchemes[network]
