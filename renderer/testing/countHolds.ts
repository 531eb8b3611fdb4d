/** Kinds of things that a page holds on to until it lets go of them. */
export type Hold = 'timer' | 'frame' | 'listener' | 'observer' | 'channel'

export interface HoldCounter {
  /** How many of each kind are held now. */
  held(): Record<Hold, number>
  /** Puts the page's own functions back. */
  stop(): void
}

type Undo = () => void

/**
 * Counts what a page takes and gives back: timers, frames, listeners of window, document and media queries, observers, channels. Listeners of elements
 * are not counted, they go with their element.
 */
export function countHolds(): HoldCounter {
  const held: Record<Hold, Set<unknown>> = {
    timer: new Set(),
    frame: new Set(),
    listener: new Set(),
    observer: new Set(),
    channel: new Set(),
  }
  const undos: Undo[] = [
    countTimers(held.timer, 'setTimeout', 'clearTimeout', true),
    countTimers(held.timer, 'setInterval', 'clearInterval', false),
    countTimers(held.frame, 'requestAnimationFrame', 'cancelAnimationFrame', true),
    countListeners(held.listener),
    countObservers(held.observer, 'ResizeObserver'),
    countObservers(held.observer, 'IntersectionObserver'),
    countObservers(held.observer, 'MutationObserver'),
    countChannels(held.channel),
  ]
  return {
    held: () => ({
      timer: held.timer.size,
      frame: held.frame.size,
      listener: held.listener.size,
      observer: held.observer.size,
      channel: held.channel.size,
    }),
    stop: () => undos.forEach((undo) => undo()),
  }
}

type Starter = (run: (...args: unknown[]) => void, ms?: number, ...rest: unknown[]) => unknown
type Ender = (id: unknown) => void

/** Puts another value at a name of the page, and gives the way back. */
function exchange(target: object, name: string, value: unknown): Undo {
  const former = Object.getOwnPropertyDescriptor(target, name)
  Object.defineProperty(target, name, { configurable: true, writable: true, value })
  return () => {
    if (former) Object.defineProperty(target, name, former)
    else Reflect.deleteProperty(target, name)
  }
}

function countTimers(held: Set<unknown>, startName: string, endName: string, isOnce: boolean): Undo {
  const start: Starter = Reflect.get(globalThis, startName)
  const end: Ender = Reflect.get(globalThis, endName)
  const undos = [
    exchange(globalThis, startName, (run: (...args: unknown[]) => void, ms?: number, ...rest: unknown[]) => {
      const id = start(
        (...args) => {
          if (isOnce) held.delete(id)
          run(...args)
        },
        ms,
        ...rest,
      )
      held.add(id)
      return id
    }),
    exchange(globalThis, endName, (id: unknown) => {
      held.delete(id)
      end(id)
    }),
  ]
  return () => undos.forEach((undo) => undo())
}

/** Window, document and media queries outlive every pane. */
const outlives = (target: unknown): boolean =>
  target === globalThis ||
  target === window ||
  target === document ||
  target === document.body ||
  target === document.documentElement ||
  (typeof MediaQueryList !== 'undefined' && target instanceof MediaQueryList)

function countListeners(held: Set<unknown>): Undo {
  const ids = new WeakMap<object, number>()
  let made = 0
  const idOf = (thing: object): number => {
    const id = ids.get(thing) ?? ++made
    ids.set(thing, id)
    return id
  }
  const keyOf = (target: object, [type, listener, options]: unknown[]): string | undefined => {
    if (typeof listener !== 'function' && (typeof listener !== 'object' || listener === null)) return undefined
    const isCapture = options === true || (typeof options === 'object' && options && Reflect.get(options, 'capture'))
    return `${idOf(target)} ${String(type)} ${idOf(listener)} ${isCapture ? 'capture' : ''}`
  }
  const wrap = (target: object, name: string, note: (key: string) => void): Undo => {
    const former: (...args: unknown[]) => unknown = Reflect.get(target, name)
    return exchange(target, name, function (this: unknown, ...args: unknown[]) {
      const on = this ?? window
      const key = outlives(on) && typeof on === 'object' && on !== null ? keyOf(on, args) : undefined
      if (key !== undefined) note(key)
      return Reflect.apply(former, on, args)
    })
  }
  const undos = [...new Set([EventTarget.prototype, window])].flatMap((target) => [
    wrap(target, 'addEventListener', (key) => held.add(key)),
    wrap(target, 'removeEventListener', (key) => held.delete(key)),
  ])
  return () => undos.toReversed().forEach((undo) => undo())
}

interface Observer {
  observe(...args: unknown[]): void
  unobserve(...args: unknown[]): void
  disconnect(): void
}
type ObserverMaker = new (...args: unknown[]) => Observer

function countObservers(held: Set<unknown>, name: string): Undo {
  const Former: ObserverMaker | undefined = Reflect.get(globalThis, name)
  if (!Former) return () => {}
  class Counted extends Former {
    readonly #targets = new Set<unknown>()
    override observe(...args: unknown[]) {
      this.#targets.add(args[0])
      held.add(this)
      super.observe(...args)
    }
    override unobserve(...args: unknown[]) {
      this.#targets.delete(args[0])
      if (this.#targets.size === 0) held.delete(this)
      super.unobserve(...args)
    }
    override disconnect() {
      this.#targets.clear()
      held.delete(this)
      super.disconnect()
    }
  }
  return exchange(globalThis, name, Counted)
}

function countChannels(held: Set<unknown>): Undo {
  const Former = globalThis.BroadcastChannel
  class Counted extends Former {
    constructor(name: string) {
      super(name)
      held.add(this)
    }
    override close() {
      held.delete(this)
      super.close()
    }
  }
  return exchange(globalThis, 'BroadcastChannel', Counted)
}
