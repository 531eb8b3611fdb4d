import { Refused } from '../../domain/contract'
import type { Speaker } from '../../domain/access/topicRights'
import { mayPublish } from '../../domain/access/topicRights'
import type { Outgoing } from '../mqtt/encodeService'

/** Somebody who waits for what is said to it, or to those behind it. */
interface Waiter {
  readonly speaker: Speaker
  give(messages: readonly Outgoing[]): void
}

interface Held {
  readonly message: Outgoing
  readonly untilMs: number
}

/** Messages for one answer. */
const mostAtOnce = 32
/** What came between an answer and the next question is kept so long; who asks later than that was not there, ms. */
const heldForMs = 10_000
const mostHeld = 10_000

/**
 * What devices are to be told, and who waits for it. A word is handed over once: whether its answer arrives is known by the device's own, as over MQTT.
 */
export class DownlinkBox {
  /** By the device that asks: one that asks anew has let its former question go. */
  readonly #waiters = new Map<string, Waiter>()
  #held: Held[] = []
  /** Devices that something waits for elsewhere, until they ask; with a topic of theirs. */
  readonly #wanted = new Map<string, string>()
  readonly #listeners = new Set<(deviceName: string) => void>()

  constructor(private readonly now: () => number) {}

  /** Whether the device, or its gateway, waits for a word now. One that does not is told of when it does. */
  isWaiting(topic: string, deviceName: string): boolean {
    if (this.#waiterFor(topic)) return true
    if (this.#wanted.size < mostHeld) this.#wanted.set(deviceName, topic)
    return false
  }

  /** Told the name of a device that was asked for, once it waits. */
  onWaiting(listener: (deviceName: string) => void): () => void {
    this.#listeners.add(listener)
    return () => this.#listeners.delete(listener)
  }

  /** Hands it to whoever waits, or keeps it for the next question. @throws Refused `linkDown` when too much is kept already */
  put(message: Outgoing): void {
    const waiter = this.#waiterFor(message.topic)
    if (waiter) return waiter.give([message])
    this.#held = this.#held.filter(({ untilMs }) => untilMs > this.now())
    if (this.#held.length >= mostHeld) throw new Refused('linkDown', 'the device does not fetch what waits for it')
    this.#held.push({ message, untilMs: this.now() + heldForMs })
  }

  /**
   * @param answer called once, later: with what came, or with nothing when the device waits no more
   * @returns ends the waiting
   */
  wait(speaker: Speaker, answer: (messages: readonly Outgoing[]) => void): () => void {
    const { deviceName } = speaker
    this.#waiters.get(deviceName)?.give([])
    const waiter: Waiter = {
      speaker,
      give: (messages) => {
        if (this.#waiters.get(deviceName) === waiter) this.#waiters.delete(deviceName)
        answer(messages)
      },
    }
    this.#waiters.set(deviceName, waiter)
    return () => {
      if (this.#waiters.get(deviceName) === waiter) waiter.give([])
    }
  }

  /** What came for it since it asked last. */
  takeHeld(speaker: Speaker): Outgoing[] {
    const taken: Outgoing[] = []
    this.#held = this.#held.filter(({ message, untilMs }) => {
      if (untilMs <= this.now()) return false
      if (taken.length >= mostAtOnce || !mayPublish(speaker, message.topic)) return true
      taken.push(message)
      return false
    })
    return taken
  }

  /** It waits now: whoever found it away is told. */
  tellWaiting(speaker: Speaker): void {
    for (const [deviceName, topic] of this.#wanted) {
      if (!mayPublish(speaker, topic) || !this.#wanted.delete(deviceName)) continue
      for (const listener of this.#listeners) listener(deviceName)
    }
  }

  /** Nobody waits any more, and nothing is kept. */
  close(): void {
    for (const waiter of this.#waiters.values()) waiter.give([])
    this.#held = []
    this.#wanted.clear()
  }

  #waiterFor(topic: string): Waiter | undefined {
    const name = topic.split('/')[3] ?? ''
    const own = this.#waiters.get(name)
    if (own && mayPublish(own.speaker, topic)) return own
    for (const waiter of this.#waiters.values()) if (mayPublish(waiter.speaker, topic)) return waiter
    return undefined
  }
}
