import type { z } from 'zod'
import { useClient, useCollection, useHub } from '../feed'
import { settingDrafts } from './settingDrafts'

/** Settings by key, with what their values look like. */
export type SettingSchemas = Readonly<Record<string, z.ZodType>>

/**
 * What the person has set of a pane, to be taken back at once.
 *
 * @returns keys of settings of the account itself whose value is understood, and what takes them back: the installation's value counts again
 */
export function useOwnSettings(schemas: SettingSchemas): { keys: readonly string[]; reset(): void } {
  const { items, position } = useCollection('setting.changed')
  const { save } = settingDrafts(useHub(), useClient())
  const keys = [...items.values()]
    .filter(({ scope, key, value }) => scope === 'account' && schemas[key]?.safeParse(value).success)
    .map(({ key }) => key)
  return {
    keys,
    reset() {
      for (const key of keys) save({ key, scope: 'account', value: undefined, basis: position })
    },
  }
}
