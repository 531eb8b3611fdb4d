import { createStore, type StoreApi } from 'zustand/vanilla'
import type { Client, ErrorCode, Params, SettingScope } from '../../domain/contract'
import { type FeedHub, oncePerFrame, refusalCode } from '../feed'

export interface SettingDrafts {
  /** What was set here and is not known to be kept yet, by `scope key`; `null`: taken back. */
  values: ReadonlyMap<string, unknown>
  /** Why the last change of a key was refused, by key. */
  refusals: ReadonlyMap<string, ErrorCode>
}

export interface DraftStore {
  store: StoreApi<SettingDrafts>
  save(change: { key: string; scope: SettingScope; value: unknown; basis: number }): void
}

export const draftName = (scope: SettingScope, key: string): string => `${scope} ${key}`

const ofHubs = new WeakMap<FeedHub, DraftStore>()

/** The changes under way of a window, shared by all who use a setting. */
export function settingDrafts(hub: FeedHub, client: Client): DraftStore {
  const known = ofHubs.get(hub)
  if (known) return known
  const made = createDrafts(client)
  ofHubs.set(hub, made)
  return made
}

function createDrafts(client: Client): DraftStore {
  const store = createStore<SettingDrafts>(() => ({ values: new Map(), refusals: new Map() }))
  const onTheirWay = new Set<string>()
  const waiting = new Map<string, Params<'setting.save'>>()
  /** Kept by now: the feed has told them, and its store shows them in the same frame at the latest. */
  let kept: string[] = []
  const forget = oncePerFrame(() => {
    const names = kept
    kept = []
    store.setState(({ values }) => ({
      values: without(
        values,
        names.filter((name) => !onTheirWay.has(name)),
      ),
    }))
  })

  async function send(name: string, change: Params<'setting.save'>): Promise<void> {
    onTheirWay.add(name)
    try {
      await client.call('setting.save', change)
    } catch (error) {
      const code = refusalCode(error)
      store.setState(({ refusals }) => ({ refusals: new Map(refusals).set(change.key, code) }))
    }
    const next = waiting.get(name)
    waiting.delete(name)
    if (next) return send(name, next)
    onTheirWay.delete(name)
    kept.push(name)
    forget()
  }

  return {
    store,
    save({ value, ...change }) {
      const name = draftName(change.scope, change.key)
      // As it will come back: a copy of the data, without what JSON does not carry.
      const plain: Params<'setting.save'>['value'] = value === undefined ? null : JSON.parse(JSON.stringify(value))
      store.setState(({ values, refusals }) => ({
        values: new Map(values).set(name, plain),
        refusals: without(refusals, [change.key]),
      }))
      const sent = { ...change, value: plain }
      if (onTheirWay.has(name)) waiting.set(name, sent)
      else void send(name, sent)
    },
  }
}

const without = <V>(map: ReadonlyMap<string, V>, keys: readonly string[]): ReadonlyMap<string, V> => {
  const rest = new Map(map)
  for (const key of keys) rest.delete(key)
  return rest
}
