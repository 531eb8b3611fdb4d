import { useEffect, useState } from 'react'
import type { DeviceId, Property } from '../../../domain/contract'
import { seatNow, useClient } from '../../feed'
import { sparkValues } from './sparkValues'

/** The selection may run down a list: nothing is read before it rests, ms. */
const restMs = 300
const refreshMs = 60_000
const spanMs = 60 * 60_000
/** Points in a line that is 56 px wide. */
const wide = 28
/** Of a device with more, the others show no line: their trend does. */
const mostLines = 12

/** The last hour of a device's numbers by property, oldest first; read one after the other, and again every minute. */
export function useSparklines(
  deviceId: DeviceId,
  properties: readonly Property[],
): ReadonlyMap<string, readonly (number | null)[]> {
  const client = useClient()
  const [lines, setLines] = useState<ReadonlyMap<string, readonly (number | null)[]>>(new Map())
  useEffect(() => {
    let isGone = false
    const numbers = properties.filter(({ type }) => type === 'number').slice(0, mostLines)
    const read = async () => {
      const toMs = Math.round(seatNow())
      const read = new Map<string, readonly (number | null)[]>()
      for (const { id } of numbers) {
        if (isGone) return
        try {
          const asked = { deviceId, property: id, fromMs: toMs - spanMs, toMs, maxPoints: wide }
          read.set(id, sparkValues(await client.call('history.read', asked), wide))
        } catch {
          // A line is an extra: the trend below says what is wrong with the history.
          return
        }
      }
      if (!isGone) setLines(read)
    }
    const first = setTimeout(() => void read(), restMs)
    const again = setInterval(() => void read(), refreshMs)
    return () => {
      isGone = true
      clearTimeout(first)
      clearInterval(again)
    }
  }, [client, deviceId, properties])
  return lines
}
