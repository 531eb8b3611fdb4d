import type { ForwardItem } from '../../../domain/forwarding/ForwardItem'
import { type Target, type TargetError, within } from './Target'

/** How a target is reached over a connection that lasts. */
export interface Link<C> {
  /** Resolves when it can be used; cleans up after itself when it cannot. */
  open(): Promise<C>
  close(connection: C): Promise<unknown>
  isOpen(connection: C): boolean
  /** Resolves when the other side has confirmed all of them. */
  send(connection: C, items: readonly ForwardItem[]): Promise<unknown>
  faultOf(error: unknown): TargetError
}

/** Connects when there is something to send; after a fault the connection is closed, and the next send makes another. */
export function connectedTarget<C extends object>(link: Link<C>): Target {
  let current: C | undefined
  const close = async (connection: C): Promise<void> => {
    // It is of no more use, whether it ends well or not.
    await link.close(connection).catch(() => undefined)
  }
  const drop = async (): Promise<void> => {
    const gone = current
    current = undefined
    if (gone) await close(gone)
  }
  const connected = async (): Promise<C> => {
    if (current && link.isOpen(current)) return current
    await drop()
    const opening = link.open()
    try {
      current = await within(opening)
    } catch (error) {
      // One that comes after all is one too many; one that does not has said so here.
      void opening.then(close, () => undefined)
      throw error
    }
    return current
  }
  return {
    async send(items) {
      try {
        await within(link.send(await connected(), items))
      } catch (error) {
        await drop()
        throw link.faultOf(error)
      }
    },
    close: drop,
  }
}
