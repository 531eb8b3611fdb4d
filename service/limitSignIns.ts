import type { CoreFrame, Transport } from '../domain/contract'

/** A shift that signs in on one gateway's address fits in; trying passwords does not. The account's own lock (5 failures) stands behind this. */
const mostTries = 20
const withinMs = 60_000
const guarded: ReadonlySet<unknown> = new Set([
  'session.signIn',
  'session.changePassword',
  'session.createFirstAdministrator',
])

/** Holds each address to so many attempts with a password a minute; what is above is refused before the core computes a hash. */
export function limitSignIns(now: () => number) {
  const tries = new Map<string, number[]>()

  function mayTry(address: string): boolean {
    const sinceMs = now() - withinMs
    const recent = (tries.get(address) ?? []).filter((timeMs) => timeMs > sinceMs)
    if (recent.length >= mostTries) return false
    tries.set(address, [...recent, now()])
    if (tries.size > 10_000) for (const [known, times] of tries) if ((times.at(-1) ?? 0) <= sinceMs) tries.delete(known)
    return true
  }

  return (transport: Transport<CoreFrame, unknown>, address: string): Transport<CoreFrame, unknown> => ({
    send: (frame) => transport.send(frame),
    onClose: (listener) => transport.onClose(listener),
    close: () => transport.close(),
    onFrame(listener) {
      transport.onFrame((frame) => {
        const id = guardedCall(frame)
        if (id === undefined || mayTry(address)) return listener(frame)
        transport.send({ t: 'refused', id, code: 'tooManyRequests', message: 'too many attempts from this address' })
      })
    },
  })
}

/** @returns the id of a call that carries a password */
function guardedCall(frame: unknown): number | undefined {
  if (typeof frame !== 'object' || frame === null || !('t' in frame) || frame.t !== 'call') return undefined
  if (!('method' in frame) || !guarded.has(frame.method) || !('id' in frame)) return undefined
  return typeof frame.id === 'number' ? frame.id : undefined
}
