import { createStore, type StoreApi } from 'zustand/vanilla'
import { errors, Refused, type Client, type ErrorCode, type IndicatorValue } from '../../domain/contract'
import { openCollection, type CollectionItem, type CollectionName, type CollectionState } from './collections'
import { openDeviceStates, type DeviceStates } from './deviceStates'
import { followRegistry } from './followRegistry'
import { loadRegistry } from './loadRegistry'
import type { Registry } from './Registry'

export type RegistryState =
  | { status: 'loading' }
  | { status: 'ready'; registry: Registry }
  | { status: 'failed'; code: ErrorCode; sinceMs: number }

/** Every feed of a window, subscribed once however many panes look at it; lives from sign-in to sign-out. */
export interface FeedHub {
  collection<N extends CollectionName>(name: N): StoreApi<CollectionState<CollectionItem<N>>>
  deviceStates(): StoreApi<DeviceStates>
  indicators(): StoreApi<ReadonlyMap<string, IndicatorValue>>
  registry: StoreApi<RegistryState>
  /** Loads the registry, and again after a failure. */
  loadRegistry(): Promise<void>
  close(): void
}

type Collections = { [N in CollectionName]: () => StoreApi<CollectionState<CollectionItem<N>>> }

export const refusalCode = (error: unknown): ErrorCode =>
  error instanceof Refused && error.code in errors ? error.code : 'internal'

export function createFeedHub(client: Client, now: () => number): FeedHub {
  const closers: (() => void)[] = []
  const registry = createStore<RegistryState>(() => ({ status: 'loading' }))
  const follower = followRegistry(
    client,
    () => {
      const state = registry.getState()
      return state.status === 'ready' ? state.registry : undefined
    },
    (next) => registry.setState({ status: 'ready', registry: next }, true),
  )
  closers.push(follower.close)

  /** Opened when the first pane asks, then kept: there are few feeds, and coming back to a pane must not wait for a snapshot. */
  function shared<T>(open: () => { store: StoreApi<T>; close(): void }): () => StoreApi<T> {
    let store: StoreApi<T> | undefined
    return () => {
      if (store) return store
      const opened = open()
      closers.push(opened.close)
      return (store = opened.store)
    }
  }

  const collections: Collections = {
    'alarm.changed': shared(() => openCollection((event, ended) => client.on('alarm.changed', {}, event, ended))),
    'outOfService.changed': shared(() =>
      openCollection((event, ended) => client.on('outOfService.changed', {}, event, ended)),
    ),
    'alarmSetting.changed': shared(() =>
      openCollection((event, ended) => client.on('alarmSetting.changed', {}, event, ended)),
    ),
    'incident.changed': shared(() => openCollection((event, ended) => client.on('incident.changed', {}, event, ended))),
    'planRun.changed': shared(() => openCollection((event, ended) => client.on('planRun.changed', {}, event, ended))),
    'task.changed': shared(() => openCollection((event, ended) => client.on('task.changed', {}, event, ended))),
    'command.changed': shared(() => openCollection((event, ended) => client.on('command.changed', {}, event, ended))),
    'commandBatch.changed': shared(() =>
      openCollection((event, ended) => client.on('commandBatch.changed', {}, event, ended)),
    ),
    'commandSchedule.changed': shared(() =>
      openCollection((event, ended) => client.on('commandSchedule.changed', {}, event, ended)),
    ),
    'codec.changed': shared(() => openCollection((event, ended) => client.on('codec.changed', {}, event, ended))),
    'graphic.changed': shared(() => openCollection((event, ended) => client.on('graphic.changed', {}, event, ended))),
    'graphicSymbol.changed': shared(() =>
      openCollection((event, ended) => client.on('graphicSymbol.changed', {}, event, ended)),
    ),
    'passThrough.changed': shared(() =>
      openCollection((event, ended) => client.on('passThrough.changed', {}, event, ended)),
    ),
    'message.changed': shared(() => openCollection((event, ended) => client.on('message.changed', {}, event, ended))),
    'conflict.changed': shared(() => openCollection((event, ended) => client.on('conflict.changed', {}, event, ended))),
    'gap.changed': shared(() => openCollection((event, ended) => client.on('gap.changed', {}, event, ended))),
    'setting.changed': shared(() => openCollection((event, ended) => client.on('setting.changed', {}, event, ended))),
    'show.changed': shared(() => openCollection((event, ended) => client.on('show.changed', {}, event, ended))),
    'look.changed': shared(() => openCollection((event, ended) => client.on('look.changed', {}, event, ended))),
    'deviceType.changed': shared(() =>
      openCollection((event, ended) => client.on('deviceType.changed', {}, event, ended)),
    ),
    'maker.changed': shared(() => openCollection((event, ended) => client.on('maker.changed', {}, event, ended))),
    'organisation.changed': shared(() =>
      openCollection((event, ended) => client.on('organisation.changed', {}, event, ended)),
    ),
    'deviceGroup.changed': shared(() =>
      openCollection((event, ended) => client.on('deviceGroup.changed', {}, event, ended)),
    ),
    'thirdPartySystem.changed': shared(() =>
      openCollection((event, ended) => client.on('thirdPartySystem.changed', {}, event, ended)),
    ),
    'registryImport.changed': shared(() =>
      openCollection((event, ended) => client.on('registryImport.changed', {}, event, ended)),
    ),
    'grant.changed': shared(() => openCollection((event, ended) => client.on('grant.changed', {}, event, ended))),
    'rule.changed': shared(() => openCollection((event, ended) => client.on('rule.changed', {}, event, ended))),
    'ruleFiring.changed': shared(() =>
      openCollection((event, ended) => client.on('ruleFiring.changed', {}, event, ended)),
    ),
    'intruder.changed': shared(() => openCollection((event, ended) => client.on('intruder.changed', {}, event, ended))),
    'certificate.changed': shared(() =>
      openCollection((event, ended) => client.on('certificate.changed', {}, event, ended)),
    ),
    'activation.changed': shared(() =>
      openCollection((event, ended) => client.on('activation.changed', {}, event, ended)),
    ),
    'accessRule.changed': shared(() =>
      openCollection((event, ended) => client.on('accessRule.changed', {}, event, ended)),
    ),
    'people.changed': shared(() => openCollection((event, ended) => client.on('people.changed', {}, event, ended))),
  }

  return {
    collection: (name) => collections[name](),
    deviceStates: shared(() => openDeviceStates(client)),
    indicators: shared(() => openIndicators(client)),
    registry,
    async loadRegistry() {
      registry.setState({ status: 'loading' }, true)
      try {
        registry.setState({ status: 'ready', registry: await loadRegistry(client) }, true)
        follower.check()
      } catch (error) {
        registry.setState({ status: 'failed', code: refusalCode(error), sinceMs: now() }, true)
      }
    },
    close() {
      for (const close of closers.splice(0)) close()
    },
  }
}

/** Latest value of every indicator, by its id. */
function openIndicators(client: Client): { store: StoreApi<ReadonlyMap<string, IndicatorValue>>; close(): void } {
  const store = createStore<ReadonlyMap<string, IndicatorValue>>(() => new Map())
  const close = client.on('indicator.changed', {}, ({ indicators }) =>
    store.setState((known) => new Map([...known, ...indicators.map((value) => [value.id, value] as const)]), true),
  )
  return { store, close }
}
