import { useMemo } from 'react'
import { useRegistry } from '../../feed'
import { useRuleNames } from '../rules/useRuleWords'

/** Systems of the packs that the district has, by name. */
export function useSystemNames(): readonly { id: string; name: string }[] {
  const { types } = useRegistry()
  const names = useRuleNames()
  return useMemo(
    () =>
      [...new Set([...types.values()].map(({ systemKey }) => systemKey))]
        .map((id) => ({ id, name: names.system(id) }))
        .toSorted((a, b) => (a.name < b.name ? -1 : 1)),
    [types, names],
  )
}
