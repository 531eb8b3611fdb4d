import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceType, LocalText } from '../../../domain/contract'
import { Post, Skill } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { isFamily } from '../../alarms/families'
import { useRuleNames } from './useRuleWords'
import { filterOptions, type PickOption } from '../../widgets/pickOptions'

type Offer = (sought: string) => readonly PickOption[]

/** What can be chosen in each field of a rule, by name. */
export interface RuleOptions {
  systems: Offer
  devices: Offer
  buildings: Offer
  plots: Offer
  plans: Offer
  posts: Offer
  skills: Offer
  properties(types: readonly DeviceType[]): Offer
  alarms(types: readonly DeviceType[], isEventOnly?: boolean): Offer
  events(types: readonly DeviceType[]): Offer
  services(types: readonly DeviceType[]): Offer
}

const offerOf =
  (options: readonly PickOption[]): Offer =>
  (sought) =>
    filterOptions(options, sought)

export function useRuleOptions(): RuleOptions {
  const registry = useRegistry()
  const names = useRuleNames()
  const { text } = useFormat()
  const { t } = useTranslation(['rules', 'common', 'dispatch'])
  return useMemo(() => {
    const family = (systemKey: string) => {
      const [name = ''] = systemKey.split('.')
      return isFamily(name) ? t(`common:system.${name}`) : name
    }
    const named = (items: Iterable<{ id: string; name: LocalText }>): PickOption[] =>
      [...items].map(({ id, name }) => ({ id, name: text(name), detail: id }))
    const members = (types: readonly DeviceType[], list: (type: DeviceType) => readonly Member[]): Offer => {
      const known = new Map<string, PickOption>()
      for (const type of types)
        for (const { id, name, unit } of list(type))
          if (!known.has(id))
            known.set(id, { id, name: text(name), detail: unit ?? (types.length > 1 ? text(type.name) : id) })
      return offerOf([...known.values()])
    }
    const keys = [...new Set([...registry.types.values()].map(({ systemKey }) => systemKey))]
    const { ids, namesZh, namesEn } = registry.devices
    // Tens of thousands: made when the first is asked for.
    const devices: PickOption[] = []
    return {
      systems: offerOf(keys.map((id) => ({ id, name: names.system(id), detail: family(id) }))),
      devices: (sought) => {
        if (devices.length === 0)
          for (const [index, id] of ids.entries())
            devices.push({
              id,
              name: text({ zh: namesZh[index] ?? id, en: namesEn[index] ?? id }),
              detail: id,
            })
        return filterOptions(devices, sought)
      },
      buildings: offerOf(named(registry.geometry.buildings)),
      plots: offerOf(named(registry.geometry.plots)),
      plans: offerOf(named(registry.plans.values())),
      posts: offerOf(Post.options.map((id) => ({ id, name: t(`dispatch:post.${id}`) }))),
      skills: offerOf(Skill.options.map((id) => ({ id, name: t(`skill.${id}`) }))),
      properties: (types) => members(types, ({ properties }) => properties),
      alarms: (types, isEventOnly = false) =>
        members(types, ({ alarms }) =>
          isEventOnly ? alarms.filter(({ condition }) => condition.kind === 'event') : alarms,
        ),
      events: (types) => members(types, ({ events }) => events),
      services: (types) => members(types, ({ services }) => services),
    }
  }, [registry, names, text, t])
}

type Member = { id: string; name: LocalText; unit?: string | undefined }
