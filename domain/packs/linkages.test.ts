import { describe, expect, it } from 'vitest'
import { Linkage, type LinkageAction, type LinkageTrigger } from '../contract'
import { systemPacks } from '.'
import { systemLinkages } from './linkages'
import { onState } from './linkageForms'

const typesOf = (systemKey: string) => systemPacks.filter((type) => type.systemKey === systemKey)

function problemsOfTrigger(trigger: LinkageTrigger): string[] {
  if (trigger.kind === 'incident') return []
  const types = typesOf(trigger.systemKey)
  const has = {
    alarm: (id: string) => types.some(({ alarms }) => alarms.some((alarm) => alarm.id === id)),
    event: (id: string) => types.some(({ events }) => events.some((event) => event.id === id)),
    service: (id: string) => types.some(({ services }) => services.some((service) => service.id === id)),
  }
  switch (trigger.kind) {
    case 'alarm':
      return trigger.alarms.filter((id) => !has.alarm(id))
    case 'event':
      return has.event(trigger.event) ? [] : [trigger.event]
    case 'service':
      return has.service(trigger.service) ? [] : [trigger.service]
    case 'sample':
      return types.some(({ properties }) => properties.some(({ id }) => id === trigger.property))
        ? []
        : [trigger.property]
    case 'state':
      return trigger.values
        .filter(
          (value) =>
            !types.some(({ properties }) =>
              properties.some(
                ({ id, values }) => id === trigger.property && values?.some((each) => each.value === value),
              ),
            ),
        )
        .map(String)
  }
}

function problemsOfAction(action: LinkageAction): string[] {
  if (action.kind !== 'command' && action.kind !== 'show') return []
  return action.devices.systemKeys.flatMap((key) => {
    const types = typesOf(key)
    if (types.length === 0) return [key]
    if (action.kind === 'show') return []
    const service = types.flatMap(({ services }) => services).find(({ id }) => id === action.service)
    if (!service) return [`${key} ${action.service}`]
    const asked = service.input.map(({ id }) => id)
    const given = [...Object.keys(action.input), ...Object.keys(action.takes ?? {})]
    return asked.toSorted().join() === given.toSorted().join() ? [] : [`${action.service} input`]
  })
}

describe('every linkage', () => {
  it('satisfies the schema and has an id of its own', () => {
    for (const linkage of systemLinkages) expect(Linkage.safeParse(linkage).error?.message, linkage.id).toBeUndefined()
    expect(new Set(systemLinkages.map(({ id }) => id)).size).toBe(systemLinkages.length)
  })

  it('is set off by what its system has, and asks devices for what they know, with all that they need', () => {
    for (const { id, trigger, actions } of systemLinkages) {
      expect(trigger ? problemsOfTrigger(trigger) : [], id).toEqual([])
      expect(actions.flatMap(problemsOfAction), id).toEqual([])
    }
  })

  it('does something when it is set off, and nothing when nothing sets it off', () => {
    for (const { id, trigger, actions } of systemLinkages) expect(actions.length > 0, id).toBe(trigger !== undefined)
  })

  it('is refused when it names a state that its system does not have', () => {
    expect(() => onState('access.door_access', 'flying')).toThrow('no state "flying"')
  })
})
