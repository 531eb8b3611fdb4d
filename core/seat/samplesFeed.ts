import type { CheckedFilter, FeedEvent } from '../../domain/contract'
import type { FeedSink } from '../channel/handlers'
import type { Registry } from '../iot/Registry'
import type { LiveState } from '../live/LiveState'

/** Latest values of the asked devices, or of all: everything known first, then what changed, at the rate asked. */
export function samplesFeed(
  registry: Registry,
  live: LiveState,
  filter: CheckedFilter<'samples.changed'>,
  sink: FeedSink<FeedEvent<'samples.changed'>>,
): () => void {
  const subscribe = () =>
    live.subscribe(
      { points: pointsOf(registry, filter), rateHz: filter.rateHz, isReady: () => sink.hasCredit },
      (batch) => sink.push(batch),
    )
  let stop = subscribe()
  const asked = filter.devices && new Set<string>(filter.devices)
  if (!asked) return () => stop()
  // Points of the asked devices go by other numbers when their type changes; a device may also come after it was asked for.
  const stopListening = registry.onChanged(({ slots }) => {
    if (!slots.some((row) => asked.has(registry.deviceAt(row)?.id ?? ''))) return
    stop()
    stop = subscribe()
  })
  return () => {
    stopListening()
    stop()
  }
}

/** Points of the asked devices, in the registry's order; unknown devices have none. */
function pointsOf(registry: Registry, { devices }: CheckedFilter<'samples.changed'>): 'all' | Uint32Array<ArrayBuffer> {
  if (!devices) return 'all'
  return Uint32Array.from(
    devices.flatMap((id) => [...(registry.findDevice(id)?.properties.values() ?? [])].map((slot) => slot.point)),
  )
}
