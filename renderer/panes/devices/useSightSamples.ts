import { useEffect, useRef, useState } from 'react'
import type { DeviceId } from '../../../domain/contract'
import { useClient, type LatestSample } from '../../feed'

/** Lines that are asked for together: scrolling by a few does not ask anew. */
const block = 32
/** Scrolling on and on asks for nothing until it rests so long, ms. */
const restMs = 120
const rateHz = 2

/** First and last line of whole blocks around those in sight. */
export const blocksAround = (first: number, last: number): [from: number, to: number] => [
  Math.floor(first / block) * block,
  Math.ceil((last + 1) / block) * block,
]

/**
 * Latest samples of the devices in sight, by point index. What was known stays until it is told anew, so that values do not go and come while the list is scrolled.
 *
 * @param devices of the blocks in sight; what counts is what they name
 */
export function useSightSamples(devices: readonly DeviceId[]): ReadonlyMap<number, LatestSample> {
  const client = useClient()
  const [samples, setSamples] = useState<ReadonlyMap<number, LatestSample>>(new Map())
  const known = useRef(new Map<number, LatestSample>())
  const key = devices.join('\n')
  useEffect(() => {
    if (key === '') return
    const asked = devices.slice()
    let stop = () => {}
    const timer = setTimeout(() => {
      let isFirst = true
      stop = client.on('samples.changed', { devices: asked, rateHz }, ({ points, values, timesMs, qualities }) => {
        // The first answer tells all that was asked for: what is not in it is out of sight.
        const next = isFirst ? new Map<number, LatestSample>() : new Map(known.current)
        isFirst = false
        points.forEach((point, at) =>
          next.set(point, { value: values[at] ?? Number.NaN, timeMs: timesMs[at] ?? 0, quality: qualities[at] ?? 255 }),
        )
        known.current = next
        setSamples(next)
      })
    }, restMs)
    return () => {
      clearTimeout(timer)
      stop()
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for `devices`
  }, [client, key])
  return samples
}
