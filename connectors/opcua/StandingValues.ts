import type { DataValue } from 'node-opcua-client'
import { qualityCodes } from '../../domain/contract'
import type { SiteSink } from '../site'
import { readValue } from './readValue'
import type { MappedNode } from './SiteMap'
import { soundTime } from './soundTime'

export interface StandingValuesSetup {
  readonly linkId: string
  readonly sink: SiteSink
  /** UTC ms. */
  readonly now: () => number
  /** ms, never set back. */
  readonly monotonicMs: () => number
  /** Between two notifications of the server, ms. */
  readonly publishingMs: number
}

interface Standing {
  value: number
  quality: number
  /** Told with this time, by the source's clock, UTC ms. */
  atMs: number
  /** When it was told, by our monotonic clock. */
  toldMs: number
}

/**
 * What the nodes of one connection stand at. A server tells a value when it changes and not again; the house wants to hear each one once a report period, or it
 * calls the value stale and the device offline. So a value that stands is told again once a period, as long as the server is heard.
 */
export class StandingValues {
  readonly #standing = new Map<MappedNode, Standing>()
  /** Clock of the server, as it said last. */
  #server: { atMs: number; heardMs: number } | undefined
  /** The server has told of every change before this, UTC ms by its clock. */
  #confirmedMs: number | undefined

  constructor(private readonly setup: StandingValuesSetup) {}

  /** @param serverAtMs clock of the server, UTC ms; a sign of life alone bears none */
  heard(serverAtMs?: number): void {
    const heardMs = this.setup.monotonicMs()
    if (serverAtMs !== undefined) this.#server = { atMs: serverAtMs, heardMs }
    // What changed in the last period may be sampled and not told yet.
    if (this.#server)
      this.#confirmedMs = Math.trunc(this.#server.atMs + heardMs - this.#server.heardMs - 2 * this.setup.publishingMs)
  }

  take(node: MappedNode, dataValue: DataValue): void {
    const { sink, now, monotonicMs } = this.setup
    const read = readValue(dataValue)
    const atMs = soundTime(read.atMs, now()) ?? this.#confirmedMs ?? now()
    const before = this.#standing.get(node)
    const value = read.value === undefined ? undefined : valueOf(node, read.value)
    if (read.quality < qualityCodes.bad) sink.heard(node.device.index, now())
    const isRefused = value === undefined && read.quality < qualityCodes.bad
    if (isRefused) this.#refuse(node, 'the value is no number')
    const known = value ?? before?.value
    if (known === undefined) return
    // What stood before does not stand any more, and what stands now nobody knows.
    const quality = isRefused ? qualityCodes.bad : read.quality
    // A source whose clock is slow must not make its news look old.
    const toldAtMs = before ? Math.max(atMs, before.atMs + 1) : atMs
    this.#standing.set(node, { value: known, quality, atMs: toldAtMs, toldMs: monotonicMs() })
    sink.sample(node.slot.point, known, toldAtMs, quality)
  }

  /** Tells again what has stood for a report period. To be called about once a publishing period. */
  confirm(): void {
    const { sink, now, monotonicMs } = this.setup
    const confirmedMs = this.#confirmedMs
    if (confirmedMs === undefined) return
    const nowMs = monotonicMs()
    for (const [node, standing] of this.#standing) {
      const { reportPeriodMs } = node.slot.property
      const isDue = nowMs - standing.toldMs >= reportPeriodMs || confirmedMs - standing.atMs >= reportPeriodMs
      if (!isDue) continue
      standing.toldMs = nowMs
      // A value that is bad is no sign of life of its device.
      if (standing.quality < qualityCodes.bad) sink.heard(node.device.index, now())
      if (confirmedMs <= standing.atMs) continue
      standing.atMs = confirmedMs
      sink.sample(node.slot.point, standing.value, confirmedMs, standing.quality)
    }
  }

  /** What stands on a dead link is not known to be true any more (I10). Right after the last good one, so that whatever comes later counts. */
  lose(): void {
    for (const [node, { value, quality, atMs }] of this.#standing)
      if (quality < qualityCodes.uncertain)
        this.setup.sink.sample(node.slot.point, value, atMs + 1, qualityCodes.uncertain)
    this.#standing.clear()
  }

  /** The server does not know the node, or does not let us read it. */
  refuseNode(node: MappedNode, reason: string): void {
    this.#refuse(node, `the server does not give it: ${reason}`)
  }

  #refuse(node: MappedNode, detail: string): void {
    this.setup.sink.refused({
      atMs: this.setup.now(),
      linkId: this.setup.linkId,
      topic: node.mapping.nodeId,
      deviceId: node.device.id,
      reason: 'wrongType',
      detail,
      head: '',
      bytes: 0,
    })
  }
}

/** @returns `undefined` for what is beyond all numbers */
function valueOf({ mapping, slot }: MappedNode, raw: number): number | undefined {
  const { scale = 1, offset = 0 } = mapping
  const value = raw * scale + offset
  if (!Number.isFinite(value)) return undefined
  // Switches are 1, 255 or -1 where they are on.
  return slot.property.type === 'bool' ? Number(value !== 0) : value
}
