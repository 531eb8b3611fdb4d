import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceScope, type GrantedRight } from '../../../domain/contract'
import { newKey, useClient, useNow, useRegistry, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { useNamedItems } from '../../registry/useNamedItems'
import { useAttempt } from '../../session/useAttempt'
import { Button, Section, SelectField, TextField } from '../../widgets'
import type { Grantee } from './useGrantees'
import styles from './RegistryListsPane.module.css'

const rights: readonly GrantedRight[] = ['view', 'command', 'manage']
const days = ['', '1', '7', '30', '365'] as const

type Draft = Readonly<
  Record<
    'to' | 'deviceIds' | 'typeId' | 'systemKey' | 'buildingId' | 'groupId' | 'organisationId' | 'days' | 'note',
    string
  >
>
const empty: Draft = {
  to: '',
  deviceIds: '',
  typeId: '',
  systemKey: '',
  buildingId: '',
  groupId: '',
  organisationId: '',
  days: '',
  note: '',
}

const listOf = (text: string): string[] => text.split(/[\s,，、;；]+/).filter((id) => id !== '')

/** Which devices a draft means; `undefined` while it names none: a grant without any list would reach nothing. */
function scopeOf(draft: Draft): DeviceScope | undefined {
  const lists: [keyof DeviceScope, string[]][] = [
    ['deviceIds', listOf(draft.deviceIds)],
    ['typeIds', listOf(draft.typeId)],
    ['systemKeys', listOf(draft.systemKey)],
    ['buildingIds', listOf(draft.buildingId)],
    ['groupIds', listOf(draft.groupId)],
    ['organisationIds', listOf(draft.organisationId)],
  ]
  const given = lists.filter(([, ids]) => ids.length > 0)
  return given.length === 0 ? undefined : DeviceScope.safeParse(Object.fromEntries(given)).data
}

/** Hands devices to an organisation or a system: those that are in everything that is filled in. */
export function GrantForm({ grantees, onClose }: { grantees: readonly Grantee[]; onClose(): void }) {
  const { t } = useTranslation(['registryLists', 'error'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const registry = useRegistry()
  const { deviceId } = useSelection()
  const groups = useNamedItems('deviceGroup.changed')
  const organisations = useNamedItems('organisation.changed')
  const { run, code, isPending } = useAttempt()
  const [draft, setDraft] = useState(empty)
  const [right, setRight] = useState<GrantedRight>('view')
  const put = (field: keyof Draft) => (value: string) => setDraft({ ...draft, [field]: value })
  const scope = scopeOf(draft)
  const to = grantees.find(({ kind, id }) => `${kind} ${id}` === draft.to)
  const types = [...registry.types.values()].map(({ id, name }) => ({ id, name: format.text(name) }))
  const systems = [...new Set([...registry.types.values()].map(({ systemKey }) => systemKey))].sort()
  const buildings = registry.geometry.buildings.map(({ id, name }) => ({ id, name: format.text(name) }))
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
          <SelectField
            label={t('grant.type')}
            value={draft.typeId}
            options={types.map(({ id, name }) => [id, name])}
            none={['', t('grant.any')]}
            onChange={put('typeId')}
          />
          <SelectField
            label={t('grant.system')}
            value={draft.systemKey}
            options={systems.map((id) => [id, id])}
            none={['', t('grant.any')]}
            onChange={put('systemKey')}
          />
          <SelectField
            label={t('grant.building')}
            value={draft.buildingId}
            options={buildings.map(({ id, name }) => [id, name])}
            none={['', t('grant.any')]}
            onChange={put('buildingId')}
          />
          <SelectField
            label={t('grant.group')}
            value={draft.groupId}
            options={groups.map(({ id, name }) => [id, name])}
            none={['', t('grant.any')]}
            onChange={put('groupId')}
          />
          <SelectField
            label={t('grant.organisation')}
            value={draft.organisationId}
            options={organisations.map(({ id, name }) => [id, name])}
            none={['', t('grant.any')]}
            onChange={put('organisationId')}
          />
          <TextField
            label={t('grant.devices')}
            value={draft.deviceIds}
            placeholder={deviceId}
            maxLength={4_000}
            autoComplete="off"
            onChange={(event) => put('deviceIds')(event.target.value)}
          />
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
