import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { z } from 'zod'
import type { ErrorCode, Setting, SettingScope } from '../../domain/contract'
import { useClient, useCollection, useHub } from '../feed'
import { draftName, settingDrafts } from './settingDrafts'

export interface SettingHandle<T> {
  value: T
  /** Where `value` comes from. */
  from: SettingScope | 'fallback'
  /** False until the core has told what was set; `value` is the fallback then. */
  isLoaded: boolean
  /** Sets it, for the account unless for everybody (which needs the right `setting.share`); `undefined` takes it back. */
  save(value: T | undefined, scope?: SettingScope): void
  /** Why the last change was refused; gone with the next. */
  refusal: ErrorCode | undefined
}

/**
 * Something that people set to their liking: the account's own value, else the installation's, else `fallback`.
 *
 * @param key names the setting: area, dot, what it is
 * @param schema what its value looks like; a constant, not made while drawing. A value that it does not know counts as none
 */
export function useSetting<T>(key: string, schema: z.ZodType<T>, fallback: T): SettingHandle<T> {
  const { items, status, position } = useCollection('setting.changed')
  const { store, save } = settingDrafts(useHub(), useClient())
  const drafts = useStore(store, (state) => state.values)
  const refusal = useStore(store, (state) => state.refusals.get(key))
  // The same value as long as nothing changed: whoever depends on it must not start anew with every drawing.
  const found = useMemo(() => findValue(items, drafts, key, schema), [items, drafts, key, schema])
  return {
    value: found?.value ?? fallback,
    from: found?.from ?? 'fallback',
    isLoaded: status === 'live',
    save: (value, scope = 'account') => save({ key, scope, value, basis: position }),
    refusal,
  }
}

function findValue<T>(
  items: ReadonlyMap<string, Setting>,
  drafts: ReadonlyMap<string, unknown>,
  key: string,
  schema: z.ZodType<T>,
): { value: T; from: SettingScope } | undefined {
  for (const from of ['account', 'installation'] as const) {
    const name = draftName(from, key)
    const kept = [...items.values()].find((item) => item.key === key && item.scope === from)?.value
    const stored = drafts.has(name) ? drafts.get(name) : kept
    const parsed = stored === undefined || stored === null ? undefined : schema.safeParse(stored)
    if (parsed?.success) return { value: parsed.data, from }
  }
  return undefined
}
