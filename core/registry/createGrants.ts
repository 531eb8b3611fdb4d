import type { Actor, Device, GrantedRight } from '../../domain/contract'
import { type GrantFacts, isGranted, organisationOf } from '../../domain/registry/isGranted'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'

/** Whose devices are whose, as the journal says. */
export interface Grants {
  /** Whether somebody may change the device, or send it commands; always for a person who belongs to no organisation, never more than was granted to an application. */
  may(actor: Actor, right: 'command' | 'manage', device: Device): boolean
  /** What another application may do with a device: nothing but what was granted to it. */
  mayApplication(systemId: string, right: GrantedRight, device: Device): boolean
  /** The organisation of an account; `undefined` for the district's own people. */
  organisationOf(accountId: string): string | undefined
  /** What members of an organisation may do with a device. */
  mayOrganisation(organisationId: string, right: GrantedRight, device: Device): boolean
  /** When the next grant of all ends by its time, UTC ms; `Infinity` when none does. */
  nextEndMs(): number
  /** When the next grant to the application ends by its time, UTC ms; `Infinity` when none does. */
  holdsUntilMs(systemId: string): number
  stop(): void
}

export function createGrants({
  registry,
  journal,
  now,
}: {
  registry: Registry
  journal: Pick<Journal, 'view' | 'onCommitted'>
  now: () => number
}): Grants {
  let known: GrantFacts | undefined
  /** Organisation of each account that was asked for. */
  const organisationIds = new Map<string, string | undefined>()
  const stop = journal.onCommitted(({ touched }) => {
    if (!touched.some(({ kind }) => kind === 'grant' || kind === 'organisation' || kind === 'deviceGroup')) return
    known = undefined
    organisationIds.clear()
  })
  const facts = (): GrantFacts =>
    (known ??= {
      organisations: [...journal.view.list('organisation')],
      groups: [...journal.view.list('deviceGroup')],
      grants: [...journal.view.list('grant')],
      typeOf: (id) => registry.typeOf(id),
    })
  const mayApplication: Grants['mayApplication'] = (systemId, right, device) =>
    isGranted({ kind: 'application', id: systemId }, right, device, facts(), now())
  const mayOrganisation: Grants['mayOrganisation'] = (id, right, device) =>
    isGranted({ kind: 'organisation', id }, right, device, facts(), now())
  const soonestEnd = (isMeant: (grant: GrantFacts['grants'][number]) => boolean): number =>
    facts().grants.reduce(
      (soonest, grant) =>
        isMeant(grant) && !grant.removed && grant.untilMs !== undefined && grant.untilMs > now()
          ? Math.min(soonest, grant.untilMs)
          : soonest,
      Infinity,
    )
  return {
    may(actor, right, device) {
      if (actor.kind === 'application') return mayApplication(actor.id, right, device)
      if (actor.kind !== 'account') return true
      const organisation = organisationOf(actor.id, facts().organisations)
      return organisation === undefined || mayOrganisation(organisation.id, right, device)
    },
    mayApplication,
    organisationOf(accountId) {
      // Asked with every call: looked up in the lists once an account.
      const { organisations } = facts()
      if (!organisationIds.has(accountId)) organisationIds.set(accountId, organisationOf(accountId, organisations)?.id)
      return organisationIds.get(accountId)
    },
    mayOrganisation,
    nextEndMs: () => soonestEnd(() => true),
    holdsUntilMs: (systemId) => soonestEnd(({ to }) => to.id === systemId),
    stop,
  }
}
