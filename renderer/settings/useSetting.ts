import { useMemo } from 'react'
import { useStore } from 'zustand'
import type { z } from 'zod'
import type { ErrorCode, SettingScope } from '../../domain/contract'
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

const scopes = ['account', 'installation'] as const

/**
 * Something that people set to their liking: the account's own value, else the installation's, else `fallback`.
 *
 * @param key names the setting: area, dot, what it is
 * @param schema what its value looks like; a constant, not made while drawing. A value that it does not know counts as none
 */
export function useSetting<T>(key: string, schema: z.ZodType<T>, fallback: T): SettingHandle<T> {
  const { items, status, position } = useCollection('setting.changed')
  const { store, save } = settingDrafts(useHub(), useClient())
  const values = useStore(store, (state) => state.values)
  const refusal = useStore(store, (state) => state.refusals.get(key))

  const found = useMemo(() => {
    const storedIn = (scope: SettingScope): unknown => {
      const name = draftName(scope, key)
      if (values.has(name)) return values.get(name)
      for (const item of items.values()) if (item.key === key && item.scope === scope) return item.value
      return undefined
    }
    for (const scope of scopes) {
      const stored = storedIn(scope)
      if (stored === undefined || stored === null) continue
      const parsed = schema.safeParse(stored)
      if (parsed.success) return { value: parsed.data, from: scope }
    }
    return undefined
  }, [items, values, key, schema])

  return {
    value: found?.value ?? fallback,
    from: found?.from ?? 'fallback',
    isLoaded: status === 'live',
    save: (value, scope = 'account') => save({ key, scope, value, basis: position }),
    refusal,
  }
}
