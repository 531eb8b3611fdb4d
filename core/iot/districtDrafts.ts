import type { Actor, DistrictDocument } from '../../domain/contract'
import type { Draft, StateView } from '../journal/Journal'

/**
 * What a district brings that people change from then on: organisations, groups and grants. Each goes by the name of the district and its own, so that it is brought once, however often and at how many
 * seats it is told, and what people made of it stays.
 */
export function partyDrafts(document: DistrictDocument, view: StateView, actor: Actor): Draft[] {
  const { geometry, organisations = [], groups = [], grants = [] } = document
  const accounts = new Map([...view.list('account')].map(({ name, id }) => [name, id]))
  const idOf = (kind: string, id: string) => `district-${geometry.id}-${kind}-${id}`
  return [
    ...organisations.map(({ id, memberNames = [], ...fields }): Draft => {
      const memberIds = memberNames.flatMap((name) => accounts.get(name) ?? [])
      return {
        kind: 'organisation.saved',
        subjectId: id,
        id: idOf('organisation', id),
        actor,
        payload: { ...fields, ...(memberIds.length > 0 && { memberIds }) },
      }
    }),
    ...groups.map(({ id, ...payload }): Draft => ({
      kind: 'deviceGroup.saved',
      subjectId: id,
      id: idOf('group', id),
      actor,
      payload,
    })),
    ...grants.map(({ id, ...payload }): Draft => ({
      kind: 'grant.saved',
      subjectId: id,
      id: idOf('grant', id),
      actor,
      payload,
    })),
  ]
}
