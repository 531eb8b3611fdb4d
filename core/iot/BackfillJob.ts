import type { DeviceSlot, SiteConnector, SiteSink } from '../../connectors/site'
import { type DeviceTypeId, Refused } from '../../domain/contract'
import type { Schedule } from './Schedule'

/** Questions on their way at a time: a site's broker must go on with its work meanwhile. */
const atOnce = 8
/** Between two questions of one asker, ms: at most 200 questions a second in all. */
const restMs = 40
/** A device that was not back yet is asked again. */
const rounds = 3
const roundPauseMs = 20_000
/** So many devices of a type that all stay silent speak for the others, for this round. */
const silentEnough = 3
/** Against a device whose history never ends. */
const mostPages = 1_000

/** Which device types answer questions for their history, as learned by asking. */
export class HistoryKnowledge {
  readonly #answering = new Set<DeviceTypeId>()
  readonly #refusing = new Set<DeviceTypeId>()

  answers = (type: DeviceTypeId): boolean => this.#answering.has(type)
  refuses = (type: DeviceTypeId): boolean => this.#refusing.has(type)

  noteAnswer(type: DeviceTypeId): void {
    this.#answering.add(type)
    this.#refusing.delete(type)
  }

  /** The device said that it has none. One that spoke against its kind is alone. */
  noteRefusal(type: DeviceTypeId): void {
    if (!this.#answering.has(type)) this.#refusing.add(type)
  }
}

export interface BackfillParts {
  devices: readonly DeviceSlot[]
  /** Source times, UTC ms, both included. */
  fromMs: number
  toMs: number
  sink: SiteSink
  knowledge: HistoryKnowledge
  schedule: Schedule
}

/** Asks devices for what they said in a time. Cut off by a lost link, it goes on where it was. */
export class BackfillJob {
  /** Still to be asked, with where the last page ended. */
  readonly #todo: Map<DeviceSlot, string | undefined>
  readonly #untold: DeviceSlot[] = []
  readonly #wakers = new Set<() => void>()
  #roundsDone = 0
  #isCut = false

  constructor(private readonly parts: BackfillParts) {
    this.#todo = new Map(parts.devices.map((device) => [device, undefined]))
  }

  /** Devices that have no history, or never answered. */
  get untold(): readonly DeviceSlot[] {
    return this.#untold
  }

  /** @returns false when it was cut off, by the link or by `cut` */
  async run(connector: SiteConnector): Promise<boolean> {
    this.#isCut = false
    while (!this.#isCut && this.#todo.size > 0 && this.#roundsDone < rounds) {
      if (this.#roundsDone > 0) await this.#pause(roundPauseMs)
      await this.#round(connector)
      if (!this.#isCut) this.#roundsDone += 1
    }
    if (this.#isCut) return false
    this.#untold.push(...this.#todo.keys())
    this.#todo.clear()
    return true
  }

  /** Ends `run` soon. */
  cut(): void {
    this.#isCut = true
    for (const wake of this.#wakers) wake()
  }

  async #round(connector: SiteConnector): Promise<void> {
    const queue = [...this.#todo.keys()]
    let at = 0
    const takeNext = (): DeviceSlot | undefined => queue[at++]
    const silent = new Map<DeviceTypeId, number>()
    const work = async (): Promise<void> => {
      for (let device = takeNext(); device && !this.#isCut; device = takeNext()) {
        const { id } = device.type
        const { knowledge } = this.parts
        if (!connector.requestHistory || knowledge.refuses(id)) this.#giveUp(device)
        else if (knowledge.answers(id) || (silent.get(id) ?? 0) < silentEnough) {
          const hasAnswered = await this.#ask(connector, device)
          if (!hasAnswered) silent.set(id, (silent.get(id) ?? 0) + 1)
          await this.#pause(restMs)
        }
      }
    }
    await Promise.all(Array.from({ length: Math.min(atOnce, queue.length) }, work))
  }

  /** All pages of a device. @returns false when it stayed silent */
  async #ask(connector: SiteConnector, device: DeviceSlot): Promise<boolean> {
    const { fromMs, toMs, sink, knowledge } = this.parts
    try {
      for (let pages = 0; pages < mostPages && !this.#isCut; pages += 1) {
        const cursor = this.#todo.get(device)
        const page = await connector.requestHistory?.({
          device,
          fromMs,
          toMs,
          sink,
          ...(cursor !== undefined && { cursor }),
        })
        if (!page) break
        knowledge.noteAnswer(device.type.id)
        if (page.cursor === undefined || page.messages === 0) {
          this.#todo.delete(device)
          return true
        }
        this.#todo.set(device, page.cursor)
      }
      return true
    } catch (error) {
      if (error instanceof Refused && error.code === 'timedOut') return false
      if (error instanceof Refused && error.code === 'notFound') {
        knowledge.noteRefusal(device.type.id)
        this.#giveUp(device)
        return true
      }
      // No link, or the disk did not take it: all of it later.
      this.#isCut = true
      return true
    }
  }

  #giveUp(device: DeviceSlot): void {
    this.#todo.delete(device)
    this.#untold.push(device)
  }

  #pause(ms: number): Promise<void> {
    return new Promise((resolve) => {
      const cancel = this.parts.schedule(ms, () => wake())
      const wake = () => {
        cancel()
        this.#wakers.delete(wake)
        resolve()
      }
      this.#wakers.add(wake)
    })
  }
}
