import { useEffect, useMemo } from 'react'
import { DeviceId, type Graphic } from '../../domain/contract'
import { seatNow, useClient, useHub, useRegistry } from '../feed'
import { sparkValues } from '../panes/device/sparkValues'
import { LiveReadings } from './LiveReadings'
import type { Readings } from './Readings'

/** Points of a small trend. */
const wide = 120

/**
 * Live values for a drawing while it is shown: one subscription for all its devices, once a second.
 *
 * @param opened the device that the graphic was opened for
 */
export function useLiveReadings(graphic: Graphic, opened: string | undefined): Readings {
  const client = useClient()
  const hub = useHub()
  const registry = useRegistry()
  const readings = useMemo(
    () =>
      new LiveReadings(registry, graphic, opened, async (source, minutes) => {
        const toMs = Math.round(seatNow())
        const deviceId = DeviceId.parse(source.deviceId === '$device' ? opened : source.deviceId)
        const spanMs = minutes * 60_000
        const asked = { deviceId, property: source.propertyId, fromMs: toMs - spanMs, toMs, maxPoints: wide }
        const values = sparkValues(await client.call('history.read', asked), wide)
        return { values, toMs, stepMs: spanMs / wide }
      }),
    [client, registry, graphic, opened],
  )
  useEffect(() => {
    const states = hub.deviceStates()
    const alarms = hub.collection('alarm.changed')
    readings.onStates(states.getState().bytes, undefined)
    readings.onAlarms(alarms.getState().items)
    const stops = [
      states.subscribe(({ bytes, changed }) => readings.onStates(bytes, changed)),
      alarms.subscribe(({ items }) => readings.onAlarms(items)),
    ]
    if (readings.devices.length > 0) {
      const devices = readings.devices.map((id) => DeviceId.parse(id))
      stops.push(client.on('samples.changed', { devices, rateHz: 1 }, (batch) => readings.onSamples(batch, seatNow())))
    }
    const timer = setInterval(() => readings.onTime(seatNow()), 1_000)
    return () => {
      clearInterval(timer)
      for (const stop of stops) stop()
    }
  }, [client, hub, readings])
  return readings
}
