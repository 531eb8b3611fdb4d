import type { LocalText } from '../../../domain/contract'
import { useCollection } from '../../feed'
import { useFormat } from '../../i18n'

export interface Grantee {
  kind: 'organisation' | 'application'
  id: string
  name: string
}

interface Item {
  id: string
  name: LocalText
  removed?: unknown
}

/** To whom devices can be handed. */
export function useGrantees(): readonly Grantee[] {
  const { text } = useFormat()
  const organisations = useCollection('organisation.changed').items
  const systems = useCollection('thirdPartySystem.changed').items
  const of = (kind: Grantee['kind'], items: Iterable<Item>) =>
    [...items].flatMap(({ id, name, removed }) => (removed === undefined ? [{ kind, id, name: text(name) }] : []))
  return [...of('application', systems.values()), ...of('organisation', organisations.values())]
}
