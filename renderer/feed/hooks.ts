import { useEffect, useRef, useState } from 'react'
import { useStore } from 'zustand'
import type { DeviceId, IndicatorValue } from '../../domain/contract'
import type { CollectionItem, CollectionName, CollectionState } from './collections'
import type { DeviceStates } from './deviceStates'
import { useClient, useHub } from './FeedContext'
import type { RegistryState } from './FeedHub'
import type { Registry } from './Registry'

/** All things of a collection feed (alarms, incidents, tasks …), shared by all panes of the window. */
export function useCollection<N extends CollectionName>(name: N): CollectionState<CollectionItem<N>> {
  return useStore(useHub().collection(name))
}

/** One thing of a collection; draws again only when that one changed. */
export function useItem<N extends CollectionName>(name: N, id: string | undefined): CollectionItem<N> | undefined {
  return useStore(useHub().collection(name), (state) => (id === undefined ? undefined : state.items.get(id)))
}

export const useDeviceStates = (): DeviceStates => useStore(useHub().deviceStates())
export const useIndicators = (): ReadonlyMap<string, IndicatorValue> => useStore(useHub().indicators())
export const useRegistryState = (): RegistryState => useStore(useHub().registry)

/** The registry. Panes are only shown once it is there. */
export function useRegistry(): Registry {
  const state = useRegistryState()
  if (state.status !== 'ready') throw new Error('a pane was drawn before the registry was there')
  return state.registry
}

/** Latest sample of one point. */
export interface LatestSample {
  value: number
  /** Source time, UTC ms. */
  timeMs: number
  /** Byte of `qualityCodes`. */
  quality: number
}

/**
 * Latest samples of the devices' points, by point index (`Registry.property`), while the component lives.
 *
 * @param rateHz drawings a second at most
 * @returns a new map whenever something changed
 */
export function useSamples(devices: readonly DeviceId[], rateHz: number): ReadonlyMap<number, LatestSample> {
  const client = useClient()
  const [samples, setSamples] = useState<ReadonlyMap<number, LatestSample>>(new Map())
  const latest = useRef(new Map<number, LatestSample>())
  // The list is often made anew while drawing; what counts is what it names.
  const key = devices.join('\n')
  useEffect(() => {
    latest.current = new Map()
    setSamples(latest.current)
    if (key === '') return
    const asked = devices.slice()
    return client.on('samples.changed', { devices: asked, rateHz }, ({ points, values, timesMs, qualities }) => {
      const next = new Map(latest.current)
      points.forEach((point, at) =>
        next.set(point, { value: values[at] ?? Number.NaN, timeMs: timesMs[at] ?? 0, quality: qualities[at] ?? 255 }),
      )
      latest.current = next
      setSamples(next)
    })
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for `devices`
  }, [client, key, rateHz])
  return samples
}
