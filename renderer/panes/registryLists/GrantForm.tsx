import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceScope, type GrantedRight } from '../../../domain/contract'
import { newKey, useClient, useNow, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { useNamedItems } from '../../registry/useNamedItems'
import { useAttempt } from '../../session/useAttempt'
import { Button, ChipsField, Section, SelectField, TextField } from '../../widgets'
import { filterOptions, type PickOption } from '../../widgets/pickOptions'
import type { Grantee } from './useGrantees'
import styles from './RegistryListsPane.module.css'

const rights: readonly GrantedRight[] = ['view', 'command', 'manage']
const days = ['', '1', '7', '30', '365'] as const

const lists = ['typeIds', 'systemKeys', 'buildingIds', 'groupIds', 'organisationIds', 'deviceIds'] as const
type List = (typeof lists)[number]

type Draft = Readonly<Record<List, readonly string[]> & Record<'to' | 'days' | 'note', string>>
const empty: Draft = {
  to: '',
  deviceIds: [],
  typeIds: [],
  systemKeys: [],
  buildingIds: [],
  groupIds: [],
  organisationIds: [],
  days: '',
  note: '',
}
/** Most of a list, as the contract has it. */
const most: Readonly<Record<List, number>> = {
  deviceIds: 1_000,
  typeIds: 200,
  systemKeys: 100,
  buildingIds: 1_000,
  groupIds: 200,
  organisationIds: 200,
}

/** Which devices a draft means; `undefined` while it names none: a grant without any list would reach nothing. */
function scopeOf(draft: Draft): DeviceScope | undefined {
  const given = lists.filter((list) => draft[list].length > 0)
  if (given.length === 0) return undefined
  return DeviceScope.safeParse(Object.fromEntries(given.map((list) => [list, draft[list]]))).data
}

/** Hands devices to an organisation or a system: those that are in everything that is filled in. */
export function GrantForm({ grantees, onClose }: { grantees: readonly Grantee[]; onClose(): void }) {
  const { t } = useTranslation(['registryLists', 'error'])
  const client = useClient()
  const now = useNow()
  const { run, code, isPending } = useAttempt()
  const [draft, setDraft] = useState(empty)
  const [right, setRight] = useState<GrantedRight>('view')
  const put = (field: 'to' | 'days' | 'note') => (value: string) => setDraft({ ...draft, [field]: value })
  const scope = scopeOf(draft)
  const to = grantees.find(({ kind, id }) => `${kind} ${id}` === draft.to)
  const offers = useScopeOffers()
  const save = async () => {
    if (!to || !scope) return
    const untilMs = draft.days === '' ? undefined : now + Number(draft.days) * 86_400_000
    const note = draft.note.trim()
    const fields = {
      to: { kind: to.kind, id: to.id },
      over: scope,
      may: [right],
      ...(untilMs !== undefined && { untilMs }),
      ...(note !== '' && { note }),
    }
    if (await run(async () => void (await client.call('grant.save', { key: newKey(), fields })))) onClose()
  }
  return (
    <form
      onSubmit={(event) => {
        event.preventDefault()
        void save()
      }}
    >
      <Section title={t('grant.new')} meta={t('grant.hint')}>
        <div className={styles.grantFields}>
          <SelectField
            label={t('grant.to')}
            value={draft.to}
            options={grantees.map(({ kind, id, name }) => [`${kind} ${id}`, `${name}（${t(`grant.kind.${kind}`)}）`])}
            none={['', t('grant.choose')]}
            onChange={put('to')}
          />
          <SelectField
            label={t('grant.may')}
            value={right}
            options={rights.map((id) => [id, t(`grant.rightHint.${id}`)])}
            onChange={(value) => setRight(rights.find((id) => id === value) ?? 'view')}
          />
          <SelectField
            label={t('grant.until')}
            value={draft.days}
            options={days.map((id) => [id, id === '' ? t('grant.forever') : t('grant.days', { count: Number(id) })])}
            onChange={put('days')}
          />
          {lists.map((list) => (
            <ChipsField
              key={list}
              label={t(`grant.list.${list}`)}
              values={draft[list]}
              nameOf={(id) => offers[list].find((each) => each.id === id)?.name ?? id}
              offer={(sought) => filterOptions(offers[list], sought)}
              most={most[list]}
              toValue={(id) => id}
              onChange={(ids) => setDraft({ ...draft, [list]: ids })}
            />
          ))}
          <TextField
            label={t('field.note')}
            value={draft.note}
            maxLength={500}
            autoComplete="off"
            onChange={(event) => put('note')(event.target.value)}
          />
        </div>
        <div className={styles.foot}>
          <span className={styles.told} role="status">
            {code !== undefined && <span className={styles.problem}>{t(`error:${code}`)}</span>}
            {code === undefined && !scope && <span className={styles.muted}>{t('grant.needsScope')}</span>}
          </span>
          <Button look="plain" onClick={onClose}>
            {t('grant.cancel')}
          </Button>
          <Button type="submit" look="primary" disabled={!to || !scope || isPending}>
            {t('grant.give')}
          </Button>
        </div>
      </Section>
    </form>
  )
}

/** What each list of a grant can name. */
function useScopeOffers(): Readonly<Record<List, readonly PickOption[]>> {
  const registry = useRegistry()
  const { text } = useFormat()
  const groupIds = useNamedItems('deviceGroup.changed')
  const organisationIds = useNamedItems('organisation.changed')
  const known = useMemo(() => {
    const types = [...registry.types.values()]
    const { ids, namesZh, namesEn } = registry.devices
    return {
      typeIds: types.map(({ id, name }) => ({ id, name: text(name), detail: id })),
      systemKeys: [...new Set(types.map(({ systemKey }) => systemKey))].sort().map((id) => ({ id, name: id })),
      buildingIds: registry.geometry.buildings.map(({ id, name }) => ({ id, name: text(name) })),
      deviceIds: ids.map((id, at) => ({
        id,
        name: text({ zh: namesZh[at] ?? id, en: namesEn[at] ?? id }),
        detail: id,
      })),
    }
  }, [registry, text])
  return { ...known, groupIds, organisationIds }
}
