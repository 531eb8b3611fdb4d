import { createHash } from 'node:crypto'
import type { SeatId } from '../../domain/contract'
import { documentChunkBytes, type SyncFrame, type SyncFrameOf } from '../../domain/contract/sync'
import type { DistrictText } from '../iot/registryStore'
import type { LinkFeature, SyncLink } from './LinkFeature'

/** Far above the largest district, far below what would hurt: ten times the demo's. */
const maxDistrictBytes = 128 * 1024 * 1024
/** Heartbeats without an answer after which a piece is asked for again. */
const patienceTicks = 3
/** Heartbeats until a registry that could not be stored is asked for again: a minute, since it comes whole each time. */
const restTicks = 30

export interface SyncDistrictOptions {
  /** The registry of this seat; read when a peer asks for it. */
  read: () => Promise<DistrictText | undefined>
  /** Hash of the registry of this seat; `undefined` while it has none. */
  hash: () => string | undefined
  /** Whether this seat takes over the registry of the other: the leader's, while it follows. */
  takesFrom: (seatId: SeatId) => boolean
  /** Whether the journal here knows that a district with this hash was imported. Asked again at every heartbeat. */
  isAttested: (hash: string) => Promise<boolean>
  /** The whole text has come and its hash is right. */
  store: (text: string, hash: string) => Promise<void>
  onFault: (error: unknown) => void
}

/** What has come of a registry so far; outlives the link. */
interface Download {
  hash: string
  chunks: Uint8Array[]
  bytes: number
}

/**
 * The registry travels whole, in pieces that are asked for one after the other, when the leader's is another one. Nothing is stored before all of it is here,
 * its hash is right, and the journal says that it was imported.
 */
export function syncDistrict(options: SyncDistrictOptions): LinkFeature {
  const links = new Set<DistrictLink>()
  let offered: (DistrictText & { bytes: Buffer }) | undefined
  let download: Download | undefined

  async function read(hash: string): Promise<Buffer | undefined> {
    if (offered?.sha256 !== hash) {
      const own = await options.read()
      offered = own && { ...own, bytes: Buffer.from(own.text) }
    }
    return offered?.sha256 === hash ? offered.bytes : undefined
  }

  class DistrictLink {
    private asked: { hash: string; offset: number; ticks: number } | undefined
    private isBusy = false
    private isOver = false
    private restingTicks = 0

    constructor(private readonly link: SyncLink) {}

    receive(frame: SyncFrame) {
      if (frame.t === 'status') this.look()
      else if (frame.t === 'districtPull') void this.serve(frame).catch(options.onFault)
      else if (frame.t === 'districtChunk') void this.take(frame).catch(options.onFault)
    }

    detach() {
      this.isOver = true
      links.delete(this)
    }

    tick() {
      if (--this.restingTicks > 0) return
      if (this.asked && ++this.asked.ticks >= patienceTicks) this.asked = undefined
      this.look()
    }

    /** Begins to ask when there is something to take over. */
    look() {
      const hash = this.link.status.districtHash
      if (
        this.isOver ||
        this.isBusy ||
        this.restingTicks > 0 ||
        this.asked ||
        hash === undefined ||
        hash === options.hash()
      )
        return
      if (!options.takesFrom(this.link.seat.seatId)) return
      this.isBusy = true
      void options
        .isAttested(hash)
        .catch((error: unknown) => {
          options.onFault(error)
          return false
        })
        .then((isAttested) => {
          this.isBusy = false
          if (isAttested) this.ask(hash)
        })
    }

    private ask(hash: string) {
      if (download?.hash !== hash) download = { hash, chunks: [], bytes: 0 }
      this.asked = { hash, offset: download.bytes, ticks: 0 }
      if (!this.isOver) this.link.send({ t: 'districtPull', hash, offset: download.bytes })
    }

    private async serve({ hash, offset }: SyncFrameOf<'districtPull'>) {
      const whole = await read(hash)
      const bytes = whole?.subarray(offset, offset + documentChunkBytes) ?? new Uint8Array(0)
      if (!this.isOver) this.link.send({ t: 'districtChunk', hash, offset, total: whole?.length ?? 0, bytes })
    }

    private async take({ hash, offset, total, bytes }: SyncFrameOf<'districtChunk'>) {
      const { asked } = this
      if (asked?.hash !== hash || asked.offset !== offset || download?.hash !== hash) return
      this.asked = undefined
      // It has another one by now; its status will say which.
      if (total === 0) return void (download = undefined)
      if (total > maxDistrictBytes || bytes.length === 0 || offset + bytes.length > total)
        return this.link.refuse('malformed', 'a piece of a registry that cannot be')
      download.chunks.push(bytes.slice())
      download.bytes += bytes.length
      if (download.bytes < total) return this.ask(hash)
      const whole = Buffer.concat(download.chunks)
      download = undefined
      if (createHash('sha256').update(whole).digest('hex') !== hash)
        return this.link.refuse('malformed', 'the registry that came is not the one that was asked for')
      this.isBusy = true
      try {
        await options.store(whole.toString('utf8'), hash)
      } catch (error) {
        this.restingTicks = restTicks
        throw error
      } finally {
        this.isBusy = false
      }
    }
  }

  return {
    attach(to) {
      const link = new DistrictLink(to)
      links.add(link)
      link.look()
      return link
    },
    tick: () => links.forEach((link) => link.tick()),
  }
}
