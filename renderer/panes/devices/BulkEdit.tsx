import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceNetwork, type DeviceId, type ErrorCode, type Result } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { newKey, refusalCode, useClient } from '../../feed'
import { useNamedItems } from '../../registry/useNamedItems'
import { Button, Section, SelectField, TextField } from '../../widgets'
import { bulkChange, emptyBulk, mostDevices, type BulkChange, type BulkDraft } from './bulkChange'
import styles from './DeviceAside.module.css'

/** Changes many devices alike, or retires them; one that is refused keeps no other from being changed, and is named with the reason. */
export function BulkEdit({ ids, onClose }: { ids: ReadonlySet<DeviceId>; onClose(): void }) {
  const { t } = useTranslation(['devices', 'registry', 'common', 'error'])
  const client = useClient()
  const [draft, setDraft] = useState<BulkDraft>(emptyBulk)
  const [reason, setReason] = useState('')
  const [isPending, setPending] = useState(false)
  const [code, setCode] = useState<ErrorCode>()
  const [outcome, setOutcome] = useState<Result<'registry.editDevices'>>()
  const organisations = useNamedItems('organisation.changed')
  const groups = useNamedItems('deviceGroup.changed')
  const change = bulkChange(draft)
  const isTooMany = ids.size > mostDevices
  const put = (part: Partial<BulkDraft>) => setDraft({ ...draft, ...part })

  const send = async (what: BulkChange & { retire?: string }) => {
    setPending(true)
    setCode(undefined)
    setOutcome(undefined)
    try {
      setOutcome(await client.call('registry.editDevices', { key: newKey(), deviceIds: [...ids], ...what }))
      setDraft(emptyBulk)
      setReason('')
    } catch (error) {
      setCode(refusalCode(error))
    } finally {
      setPending(false)
    }
  }
  const text = (field: 'addTags' | 'removeTags' | 'firmware') => (
    <TextField
      label={t(field === 'firmware' ? 'registry:field.firmware' : `bulk.${field}`)}
      value={draft[field]}
      maxLength={field === 'firmware' ? 80 : 400}
      placeholder={field === 'firmware' ? undefined : t('registry:tagsHint')}
      onChange={(event) => put({ [field]: event.target.value })}
    />
  )
  return (
    <div className={styles.body}>
      <div className={styles.scroll}>
        <Section title={t('bulk.title', { count: ids.size })}>
          <div className={styles.stack}>
            <p className={styles.muted}>{t('bulk.hint')}</p>
            {text('addTags')}
            {text('removeTags')}
            {groups.length > 0 && (
              <>
                <SelectField
                  label={t('bulk.addGroupId')}
                  value={draft.addGroupId}
                  options={groups.map(({ id, path }) => [id, path])}
                  none={['', t('bulk.asIs')]}
                  onChange={(addGroupId) => put({ addGroupId })}
                />
                <SelectField
                  label={t('bulk.removeGroupId')}
                  value={draft.removeGroupId}
                  options={groups.map(({ id, path }) => [id, path])}
                  none={['', t('bulk.asIs')]}
                  onChange={(removeGroupId) => put({ removeGroupId })}
                />
              </>
            )}
            {organisations.length > 0 && (
              <SelectField
                label={t('registry:field.organisationId')}
                value={draft.organisationId}
                options={organisations.map(({ id, path }) => [id, path])}
                none={['', t('bulk.asIs')]}
                onChange={(organisationId) => put({ organisationId })}
              />
            )}
            <SelectField
              label={t('registry:field.network')}
              value={draft.network}
              options={DeviceNetwork.options.map((id) => [id, t(`registry:network.${id}`)])}
              none={['', t('bulk.asIs')]}
              onChange={(network) => put({ network: DeviceNetwork.options.find((each) => each === network) ?? '' })}
            />
            {text('firmware')}
            <Button
              look="primary"
              isPending={isPending}
              disabled={isPending || !change || isTooMany}
              title={
                isTooMany ? t('bulk.tooMany', { most: mostDevices }) : change ? undefined : t('registry:unchanged')
              }
              onClick={() => change && void send(change)}
            >
              {t('bulk.change', { count: ids.size })}
            </Button>
          </div>
        </Section>
        <Section title={t('bulk.retireTitle')}>
          <div className={styles.stack}>
            <p className={styles.muted}>{t('bulk.retireHint')}</p>
            <TextField
              label={t('bulk.reason')}
              value={reason}
              maxLength={500}
              onChange={(event) => setReason(event.target.value)}
            />
            <Button
              disabled={isPending || reason.trim() === '' || isTooMany}
              title={reason.trim() === '' ? t('bulk.needsReason') : undefined}
              onClick={() => void send({ patch: {}, retire: reason.trim() })}
            >
              {t('bulk.retire', { count: ids.size })}
            </Button>
          </div>
        </Section>
        {outcome && <Outcome outcome={outcome} />}
      </div>
      <div className={styles.foot}>
        <span className={styles.told} role="status">
          {code !== undefined && <span className={styles.problem}>{t(`error:${code}`)}</span>}
        </span>
        <Button onClick={onClose}>{t('common:close')}</Button>
      </div>
    </div>
  )
}

const mostShown = 100

function Outcome({ outcome }: { outcome: Result<'registry.editDevices'> }) {
  const { t } = useTranslation(['devices', 'registry', 'error'])
  const words = useAlarmWords()
  const { done, same, refused } = outcome
  return (
    <Section title={t('bulk.outcome', { done: done.length, same: same.length, refused: refused.length })}>
      <ul className={styles.refused} role="status">
        {refused.slice(0, mostShown).map(({ deviceId, code, problem }) => (
          <li key={deviceId}>
            <span>{words.device(deviceId)}</span>
            <span className={styles.problem}>{problem ? t(`registry:problem.${problem}`) : t(`error:${code}`)}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
