import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { EmergencyScope, LocalText } from '../../domain/contract'
import { familiesByMonitor } from '../../domain/indicators/definitions'
import { isFamily } from '../alarms/families'
import { useRegistry, type Registry } from '../feed'
import { useFormat } from '../i18n'
import { coverageOf } from './scope'

export interface ScopeWords {
  /** Systems that are driven, as people call them; empty for all of them. */
  inside: readonly string[]
  /** Families of which nothing is driven. */
  outside: readonly string[]
  /** Plots to which it is limited; empty for all of them. */
  plots: readonly string[]
}

/** A scope in words: families by their names, single systems by what their devices are called. */
export function useScopeWords(scope: EmergencyScope | undefined): ScopeWords {
  const { t } = useTranslation()
  const { text } = useFormat()
  const registry = useRegistry()
  const key = JSON.stringify(scope)
  return useMemo(() => {
    if (!scope) return { inside: [], outside: [], plots: [] }
    const systemNames = (named: string): readonly string[] =>
      isFamily(named) ? [t(`system.${named}`)] : typeNames(named, registry).map(text)
    return {
      inside: [...new Set(scope.systems.flatMap(systemNames))],
      outside: familiesByMonitor.overview
        .filter(isFamily)
        .filter((family) => coverageOf(scope, family) === 'none')
        .map((family) => t(`system.${family}`)),
      plots: scope.plots.map((id) => {
        const plot = registry.plot(id)
        return plot ? text(plot.name) : id
      }),
    }
    // eslint-disable-next-line react-hooks/exhaustive-deps -- `key` stands for `scope`
  }, [key, t, text, registry])
}

/** What devices of a system are called; its key when the registry has none. */
function typeNames(systemKey: string, registry: Registry): LocalText[] {
  const names = [...registry.types.values()].filter((type) => type.systemKey === systemKey).map(({ name }) => name)
  return names.length === 0 ? [{ zh: systemKey, en: systemKey }] : names
}
