import { createHash } from 'node:crypto'
import { createReadStream } from 'node:fs'
import { mkdir, open, rename, rm, stat } from 'node:fs/promises'
import { basename, join } from 'node:path'
import { documentChunkBytes, type SyncFrameOf } from '../../domain/contract/sync'
import type { LinkFeature, SyncLink } from '../sync/LinkFeature'
import { listBackups } from './backupFiles'

/** Backups of one seat that another keeps for it: the newest may have been cut off by the same accident that makes it needed. */
const keptPerSeat = 2
/** A larger one stays at home: it is the history, and would fill the disk of a console. */
const mostBytes = 512 * 1024 * 1024
/** An answer that takes longer was lost with its link, heartbeats. */
const patienceTicks = 5

export interface SyncBackupsOptions {
  /** Folder of this seat's own backups; without one it only keeps those of others. */
  own: string | undefined
  /** Folder for the backups of other seats, one folder a seat. */
  others: string
  onFault: (error: unknown) => void
}

/** A backup that is on its way from another seat. */
interface Arrival {
  name: string
  sha256: string
  total: number
  bytes: number
  ticks: number
}

/**
 * Seats keep each other's newest backup: a machine that is lost takes its backups with it. They are sealed with the passphrase of whoever made them, so the seat that keeps one
 * cannot read it. Pieces are asked for one after the other; what a lost link left begins anew.
 */
export function syncBackups({ own, others, onFault }: SyncBackupsOptions): LinkFeature & { offer(): void } {
  const links = new Set<BackupLink>()
  let offered: { name: string; file: string; bytes: number; sha256: string } | undefined
  let looking: Promise<void> = Promise.resolve()

  const look = async (): Promise<void> => {
    const newest = own === undefined ? undefined : (await listBackups(own)).findLast((backup) => !backup.withHistory)
    if (!newest || newest.file === offered?.file) return
    const { size } = await stat(newest.file)
    if (size > mostBytes) return
    offered = { name: basename(newest.file), file: newest.file, bytes: size, sha256: await hashOf(newest.file) }
    for (const link of links) link.tell()
  }
  /** One look at a time; a fault of one does not keep the next from looking. */
  const offer = (): void => void (looking = looking.then(look).catch(onFault))

  class BackupLink {
    private arrival: Arrival | undefined
    private isBusy = false
    private isOver = false

    constructor(private readonly link: SyncLink) {}

    tell() {
      if (offered && !this.isOver) {
        const { name, bytes, sha256 } = offered
        this.link.send({ t: 'backupOffer', name, total: bytes, sha256 })
      }
    }

    receive(frame: Parameters<ReturnType<LinkFeature['attach']>['receive']>[0]) {
      if (frame.t === 'backupOffer') this.run(() => this.consider(frame))
      else if (frame.t === 'backupPull') this.run(() => this.serve(frame))
      else if (frame.t === 'backupChunk') this.run(() => this.take(frame))
    }

    detach() {
      this.isOver = true
      links.delete(this)
    }

    tick() {
      if (this.arrival && !this.isBusy && ++this.arrival.ticks >= patienceTicks) this.ask()
    }

    private run(work: () => Promise<void>) {
      work().catch(onFault)
    }

    private folder() {
      return join(others, this.link.seat.seatId)
    }

    private async consider({ name, total, sha256 }: SyncFrameOf<'backupOffer'>) {
      // A seat's id is a name of a folder here.
      if (!/^[\w-]+$/.test(this.link.seat.seatId)) return
      if (total > mostBytes || this.arrival?.sha256 === sha256) return
      if ((await listBackups(this.folder())).some(({ file }) => basename(file) === name)) return
      await mkdir(this.folder(), { recursive: true, mode: 0o700 })
      await rm(this.partFile(), { force: true })
      this.arrival = { name, sha256, total, bytes: 0, ticks: 0 }
      this.ask()
    }

    private ask() {
      if (!this.arrival || this.isOver) return
      this.arrival.ticks = 0
      this.link.send({ t: 'backupPull', name: this.arrival.name, offset: this.arrival.bytes })
    }

    private async serve({ name, offset }: SyncFrameOf<'backupPull'>) {
      // Only what was offered can be had: a name is not a path here.
      if (offered?.name !== name || offset > offered.bytes) return
      const handle = await open(offered.file)
      try {
        const bytes = Buffer.alloc(Math.min(documentChunkBytes, offered.bytes - offset))
        await handle.read(bytes, 0, bytes.length, offset)
        if (!this.isOver) this.link.send({ t: 'backupChunk', name, offset, bytes })
      } finally {
        await handle.close()
      }
    }

    private async take({ name, offset, bytes }: SyncFrameOf<'backupChunk'>) {
      const { arrival } = this
      if (!arrival || this.isBusy || arrival.name !== name || arrival.bytes !== offset) return
      if (bytes.length === 0 || offset + bytes.length > arrival.total)
        return this.link.refuse('malformed', 'a piece of a backup that cannot be')
      this.isBusy = true
      try {
        const handle = await open(this.partFile(), 'a', 0o600)
        try {
          await handle.write(bytes)
          if (offset + bytes.length === arrival.total) await handle.sync()
        } finally {
          await handle.close()
        }
        arrival.bytes += bytes.length
        if (arrival.bytes === arrival.total) await this.keep(arrival)
      } finally {
        this.isBusy = false
      }
      this.ask()
    }

    private async keep({ name, sha256 }: Arrival) {
      this.arrival = undefined
      if ((await hashOf(this.partFile())) !== sha256) return void (await rm(this.partFile(), { force: true }))
      await rename(this.partFile(), join(this.folder(), name))
      const kept = await listBackups(this.folder())
      for (const old of kept.slice(0, -keptPerSeat)) await rm(old.file, { force: true })
    }

    private partFile() {
      return join(this.folder(), 'arriving')
    }
  }

  offer()
  return {
    offer,
    attach(to) {
      const link = new BackupLink(to)
      links.add(link)
      link.tell()
      return link
    },
    tick: () => links.forEach((link) => link.tick()),
  }
}

async function hashOf(file: string): Promise<string> {
  const hash = createHash('sha256')
  for await (const chunk of createReadStream(file, { highWaterMark: 256 * 1024 })) hash.update(Buffer.from(chunk))
  return hash.digest('hex')
}
