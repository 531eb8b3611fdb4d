import type { SiteSink } from '../../connectors/site'

/** What a seat drives while the service is away, by the numbers of the registry. */
export interface ScopeFilter {
  hasDevice(deviceIndex: number): boolean
  hasPoint(point: number): boolean
}

/** Lets through what is in the scope and counts the rest: of what this seat does not drive it says nothing, rather than half of it. */
export function scopeSink(sink: SiteSink, scope: ScopeFilter, onIgnored: () => void): SiteSink {
  const taken = (deviceIndex: number): boolean => {
    if (scope.hasDevice(deviceIndex)) return true
    onIgnored()
    return false
  }
  return {
    sample(point, value, sourceAtMs, quality) {
      if (scope.hasPoint(point)) sink.sample(point, value, sourceAtMs, quality)
    },
    heard(deviceIndex, atMs) {
      if (taken(deviceIndex)) sink.heard(deviceIndex, atMs)
    },
    lost(deviceIndex, atMs) {
      if (taken(deviceIndex)) sink.lost(deviceIndex, atMs)
    },
    event(event) {
      if (scope.hasDevice(event.device.index)) sink.event(event)
    },
    // People's handsets and answers to what was sent from here belong to whoever drives, whatever the scope.
    receipt: (receipt) => sink.receipt(receipt),
    answer: (answer) => sink.answer(answer),
    refused: (refusal) => sink.refused(refusal),
    numbered(deviceIndex, seq, sourceAtMs) {
      if (scope.hasDevice(deviceIndex)) sink.numbered(deviceIndex, seq, sourceAtMs)
    },
    raw(device, bytes, atMs) {
      if (scope.hasDevice(device.index)) sink.raw?.(device, bytes, atMs)
    },
    whenStored: (done) => sink.whenStored(done),
  }
}
