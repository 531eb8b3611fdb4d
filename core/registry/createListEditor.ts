import { type Actor, type CheckedParams, Refused } from '../../domain/contract'
import type { Registry } from '../iot/Registry'
import type { Draft, Journal, StateView } from '../journal/Journal'
import type { SystemKeys } from './SystemKeys'

export interface ListEditorParts {
  registry: Registry
  journal: Pick<Journal, 'write'>
  keys: SystemKeys
  newId: () => string
}

type Kind = 'maker' | 'organisation' | 'deviceGroup' | 'thirdPartySystem' | 'grant'
interface Save<F> {
  readonly id?: string | undefined
  readonly fields: F
}

/** Saves and removes makers, organisations, groups and systems of others. Each is written whole. */
export type ListEditor = ReturnType<typeof createListEditor>

export function createListEditor({ registry, journal, keys, newId }: ListEditorParts) {
  const isThere = (view: StateView, kind: Kind, id: string): boolean => {
    const item = view.get(kind, id)
    return item !== undefined && item.removed === undefined
  }
  const mustBeThere = (view: StateView, kind: Kind, id: string): void => {
    if (!isThere(view, kind, id)) throw new Refused('notFound', `${kind} ${id}`)
  }

  /** Writes one that is new, or is there. @returns its id */
  const save = async (kind: Kind, id: string | undefined, draft: (view: StateView, id: string) => Draft) => {
    const made = id ?? newId()
    await journal.write((view) => {
      if (id !== undefined) mustBeThere(view, kind, id)
      return [draft(view, made)]
    })
    return { id: made }
  }

  const remove = async (kind: Kind, id: string, draft: Draft, isNamed: (view: StateView) => boolean): Promise<void> => {
    await journal.write((view) => {
      mustBeThere(view, kind, id)
      if (isNamed(view)) throw new Refused('illegalState', `${kind} ${id} is named by something that is there`)
      return [draft]
    })
  }

  const someDevice = (isMeant: (device: NonNullable<ReturnType<Registry['deviceAt']>>) => boolean): boolean => {
    for (let index = 0; index < registry.deviceCount; index++) {
      const device = registry.deviceAt(index)
      if (device && !registry.isRetired(index) && isMeant(device)) return true
    }
    return false
  }

  /** Above each other, never in a circle; one that two seats made together while they were apart is gone round once. */
  const checkParent = (
    view: StateView,
    kind: 'organisation' | 'deviceGroup',
    id: string,
    parentId: string | undefined,
  ) => {
    const seen = new Set<string>()
    for (let above = parentId; above !== undefined && !seen.has(above);) {
      if (above === id) throw new Refused('badRequest', `${kind} ${id} would stand above itself`)
      mustBeThere(view, kind, above)
      seen.add(above)
      above = view.get(kind, above)?.parentId
    }
  }

  const hasGrantTo = (view: StateView, to: 'organisation' | 'application', id: string): boolean =>
    [...view.list('grant')].some((grant) => !grant.removed && grant.to.kind === to && grant.to.id === id)

  return {
    saveMaker: ({ id, fields }: Save<CheckedParams<'maker.save'>['fields']>, actor: Actor) =>
      save('maker', id, (_view, subjectId) => ({ kind: 'maker.saved', subjectId, actor, payload: fields })),
    removeMaker: (id: string, actor: Actor) =>
      remove('maker', id, { kind: 'maker.removed', subjectId: id, actor, payload: {} }, () =>
        registry.deviceTypes.some(({ makerId }) => makerId === id),
      ),

    saveOrganisation: ({ id, fields }: Save<CheckedParams<'organisation.save'>['fields']>, actor: Actor) =>
      save('organisation', id, (view, subjectId) => {
        checkParent(view, 'organisation', subjectId, fields.parentId)
        return { kind: 'organisation.saved', subjectId, actor, payload: fields }
      }),
    removeOrganisation: (id: string, actor: Actor) =>
      remove('organisation', id, { kind: 'organisation.removed', subjectId: id, actor, payload: {} }, (view) => {
        const isAbove = [...view.list('organisation')].some((one) => !one.removed && one.parentId === id)
        return isAbove || hasGrantTo(view, 'organisation', id) || someDevice((device) => device.organisationId === id)
      }),

    saveGroup: ({ id, fields }: Save<CheckedParams<'deviceGroup.save'>['fields']>, actor: Actor) =>
      save('deviceGroup', id, (view, subjectId) => {
        checkParent(view, 'deviceGroup', subjectId, fields.parentId)
        return { kind: 'deviceGroup.saved', subjectId, actor, payload: fields }
      }),
    removeGroup: (id: string, actor: Actor) =>
      remove('deviceGroup', id, { kind: 'deviceGroup.removed', subjectId: id, actor, payload: {} }, (view) => {
        const isAbove = [...view.list('deviceGroup')].some((one) => !one.removed && one.parentId === id)
        return isAbove || someDevice(({ groupIds }) => groupIds?.includes(id) ?? false)
      }),

    saveSystem: ({ id, fields }: Save<CheckedParams<'thirdPartySystem.save'>['fields']>, actor: Actor) =>
      save('thirdPartySystem', id, (_view, subjectId) => ({
        kind: 'thirdPartySystem.saved',
        subjectId,
        actor,
        payload: fields,
      })),
    removeSystem: (id: string, actor: Actor) =>
      remove('thirdPartySystem', id, { kind: 'thirdPartySystem.removed', subjectId: id, actor, payload: {} }, (view) =>
        hasGrantTo(view, 'application', id),
      ),
    async setSystemKey(id: string, secret: string, actor: Actor) {
      await journal.write((view) => {
        mustBeThere(view, 'thirdPartySystem', id)
        return [{ kind: 'thirdPartySystem.keySet', subjectId: id, actor, payload: { sealedKey: keys.seal(secret) } }]
      })
    },

    saveGrant: ({ id, fields }: Save<CheckedParams<'grant.save'>['fields']>, actor: Actor) =>
      save('grant', id, (view, subjectId) => {
        mustBeThere(view, fields.to.kind === 'organisation' ? 'organisation' : 'thirdPartySystem', fields.to.id)
        return { kind: 'grant.saved', subjectId, actor, payload: fields }
      }),
    removeGrant: (id: string, actor: Actor) =>
      remove('grant', id, { kind: 'grant.removed', subjectId: id, actor, payload: {} }, () => false),
  }
}
