import type { CheckedFilter, FeedEvent } from '../../domain/contract'
import type { FeedSink } from '../channel/handlers'
import type { Registry } from '../iot/Registry'
import type { LiveState } from '../live/LiveState'
import type { Sight } from '../registry/createSights'

/** Latest values of the asked devices, or of all in sight: everything known first, then what changed, at the rate asked. */
export function samplesFeed(
  registry: Registry,
  live: LiveState,
  filter: CheckedFilter<'samples.changed'>,
  sink: FeedSink<FeedEvent<'samples.changed'>>,
  sight?: Sight,
): () => void {
  const subscribe = () =>
    live.subscribe(
      { points: pointsOf(registry, filter, sight), rateHz: filter.rateHz, isReady: () => sink.hasCredit },
      (batch) => sink.push(batch),
    )
  let stop = subscribe()
  const asked = filter.devices && new Set<string>(filter.devices)
  if (!asked && !sight) return () => stop()
  // Points of the asked devices go by other numbers when their type changes; a device may also come after it was asked for.
  const stopListening = registry.onChanged(({ slots }) => {
    if (asked && !slots.some((row) => asked.has(registry.deviceAt(row)?.id ?? ''))) return
    stop()
    stop = subscribe()
  })
  return () => {
    stopListening()
    stop()
  }
}

/** Points of the asked devices that are in sight, in the registry's order; unknown devices have none. */
function pointsOf(
  registry: Registry,
  { devices }: CheckedFilter<'samples.changed'>,
  sight: Sight | undefined,
): 'all' | Uint32Array<ArrayBuffer> {
  if (!devices && !sight) return 'all'
  const asked = devices ?? registry.table.ids
  return Uint32Array.from(
    asked.flatMap((id) =>
      sight && !sight.seesId(id)
        ? []
        : [...(registry.findDevice(id)?.properties.values() ?? [])].map((slot) => slot.point),
    ),
  )
}
