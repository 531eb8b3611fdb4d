import type { Actor, Device } from '../../domain/contract'
import { type GrantFacts, isGranted, organisationOf } from '../../domain/registry/isGranted'
import type { Registry } from '../iot/Registry'
import type { Journal } from '../journal/Journal'

/** Whose devices are whose, as the journal says. */
export interface Grants {
  /** Whether a person may change the device, or send it commands; always for one who belongs to no organisation. */
  may(actor: Actor, right: 'command' | 'manage', device: Device): boolean
  /** What another application may do with a device: nothing but what was granted to it. */
  mayApplication(systemId: string, right: 'view' | 'manage', device: Device): boolean
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
  const stop = journal.onCommitted(({ touched }) => {
    if (touched.some(({ kind }) => kind === 'grant' || kind === 'organisation')) known = undefined
  })
  const facts = (): GrantFacts =>
    (known ??= {
      organisations: [...journal.view.list('organisation')],
      grants: [...journal.view.list('grant')],
      typeOf: (id) => registry.typeOf(id),
    })
  return {
    may(actor, right, device) {
      if (actor.kind !== 'account') return true
      const organisation = organisationOf(actor.id, facts().organisations)
      return (
        organisation === undefined ||
        isGranted({ kind: 'organisation', id: organisation.id }, right, device, facts(), now())
      )
    },
    mayApplication: (systemId, right, device) =>
      isGranted({ kind: 'application', id: systemId }, right, device, facts(), now()),
    stop,
  }
}
