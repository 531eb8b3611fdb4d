import type { BrokerGate } from '../mqtt/BrokerGate'

/** An address from which a known device spoke stays known for so long, ms: devices of HTTP hold no connection, and one lost sheep among them must not lock out the others. */
const knownForMs = 15 * 60_000
const mostAddresses = 10_000

/** Tells the gate of addresses from which known devices speak. */
export function createGuests(gate: Pick<BrokerGate, 'entered' | 'left'>): {
  note(address: string): void
  stop(): void
} {
  const known = new Map<string, NodeJS.Timeout>()
  const forget = (address: string) => {
    known.delete(address)
    gate.left(address)
  }
  return {
    note(address) {
      const timer = known.get(address)
      if (timer) return void timer.refresh()
      if (known.size >= mostAddresses) return
      gate.entered(address)
      known.set(address, setTimeout(() => forget(address), knownForMs).unref())
    },
    stop() {
      for (const [address, timer] of known) {
        clearTimeout(timer)
        forget(address)
      }
    },
  }
}
