import { useState, type ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceId, DeviceType, ErrorCode } from '../../../domain/contract'
import type { DeviceRecord } from '../../../domain/contract/calls/registryEditing'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { isFamily } from '../../alarms/families'
import { currentSelection, newKey, refusalCode, reveal, select, useClient, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import type { RecordState } from '../../registry/useDeviceRecord'
import { useNamedItems } from '../../registry/useNamedItems'
import { Button, Loading, Section } from '../../widgets'
import styles from './DevicePanel.module.css'

/** What is known of the device itself and of its type: what stands in the registry, not what it measures. */
export function RecordFacts({ deviceId, type, state }: { deviceId: DeviceId; type: DeviceType; state: RecordState }) {
  const { t } = useTranslation(['device', 'common', 'error'])
  return (
    <>
      <Section title={t('record')} meta={state.code && t(`error:${state.code}`)}>
        {state.record ? <Facts record={state.record} /> : state.code === undefined && <Loading />}
      </Section>
      <TypeFacts type={type} />
      <p className={styles.identity}>{deviceId}</p>
    </>
  )
}

/** A fact that is known; what is not is not shown. */
function Fact({ name, children }: { name: string; children: ReactNode }) {
  if (children === undefined || children === false || children === '') return undefined
  return (
    <>
      <dt>{name}</dt>
      <dd>{children}</dd>
    </>
  )
}

function Facts({ record }: { record: DeviceRecord }) {
  const { t } = useTranslation(['device', 'registry'])
  const format = useFormat()
  const words = useAlarmWords()
  const groups = useNamedItems('deviceGroup.changed')
  const organisations = useNamedItems('organisation.changed')
  const { parentId, place, changed, retired } = record
  return (
    <>
      {retired && <Retired deviceId={record.id} retired={retired} />}
      <dl className={styles.facts}>
        <Fact name={t('fact.place')}>
          {[words.place(record.id), place.space && format.text(place.space)].filter(Boolean).join(' · ')}
        </Fact>
        <Fact name={t('fact.parent')}>
          {parentId !== undefined && (
            <button
              type="button"
              className={styles.link}
              onClick={() => select({ deviceId: parentId }, { locate: true })}
            >
              {words.device(parentId)}
            </button>
          )}
        </Fact>
        <Fact name={t('registry:field.organisationId')}>
          {record.organisationId &&
            (organisations.find(({ id }) => id === record.organisationId)?.path ?? record.organisationId)}
        </Fact>
        <Fact name={t('registry:field.groupIds')}>
          {record.groupIds?.map((id) => groups.find((group) => group.id === id)?.path ?? id).join('，')}
        </Fact>
        <Fact name={t('registry:field.tags')}>
          {record.tags && (
            <span className={styles.tags}>
              {record.tags.map((tag) => (
                <span key={tag} className={styles.tag}>
                  {tag}
                </span>
              ))}
            </span>
          )}
        </Fact>
        <Fact name={t('registry:field.activatedOn')}>
          {record.activatedAtMs && format.dateTime(record.activatedAtMs).slice(0, 10)}
        </Fact>
        <Fact name={t('registry:field.firmware')}>{record.firmware}</Fact>
        <Fact name={t('registry:field.serialNumber')}>{record.serialNumber}</Fact>
        <Fact name={t('registry:field.network')}>{record.network && t(`registry:network.${record.network}`)}</Fact>
        {record.attributes?.map(({ name, value }) => (
          <Fact key={name} name={name}>
            {value}
          </Fact>
        ))}
        <Fact name={t('fact.changed')}>
          {changed && `${format.dateTime(changed.atMs)} · ${changed.by.name ?? changed.by.id}`}
        </Fact>
      </dl>
    </>
  )
}

/** Says that it is retired, by whom and why, and takes it back into service. */
function Retired({ deviceId, retired }: { deviceId: DeviceId; retired: NonNullable<DeviceRecord['retired']> }) {
  const { t } = useTranslation(['device', 'common', 'error'])
  const format = useFormat()
  const client = useClient()
  const mayWrite = useRight('registry.write')
  const [code, setCode] = useState<ErrorCode>()
  const restore = () => {
    setCode(undefined)
    client
      .call('registry.restoreDevice', { key: newKey(), deviceId })
      .catch((error: unknown) => setCode(refusalCode(error)))
  }
  const { atMs, by, reason } = retired
  return (
    <div className={styles.outside} role="note">
      <span className={styles.retired}>
        {t('retired', { time: format.dateTime(atMs), by: by.name ?? by.id, reason })}
        {code !== undefined && <span className={styles.refused}> {t(`error:${code}`)}</span>}
      </span>
      <Button
        size="small"
        disabled={!mayWrite}
        title={mayWrite ? undefined : t('common:state.needsRight')}
        onClick={restore}
      >
        {t('restore')}
      </Button>
    </div>
  )
}

function TypeFacts({ type }: { type: DeviceType }) {
  const { t } = useTranslation(['device', 'common'])
  const format = useFormat()
  const family = type.systemKey.split('.')[0] ?? ''
  return (
    <Section title={t('type')} meta={t('version', { version: type.version })}>
      <dl className={styles.facts}>
        <Fact name={t('fact.type')}>
          <button
            type="button"
            className={styles.link}
            onClick={() => {
              select({ ...currentSelection(), deviceTypeId: type.id })
              reveal('deviceTypes')
            }}
          >
            {format.text(type.name)}
          </button>
        </Fact>
        <Fact name={t('fact.system')}>{isFamily(family) ? t(`common:system.${family}`) : type.systemKey}</Fact>
        <Fact name={t('fact.maker')}>{[type.maker, type.model].filter(Boolean).join(' · ')}</Fact>
        <Fact name={t('fact.protocols')}>{type.protocols?.join(', ')}</Fact>
        {type.documents?.map(({ name, url }) => (
          <Fact key={url} name={format.text(name)}>
            <span className={styles.url}>{url}</span>
          </Fact>
        ))}
      </dl>
    </Section>
  )
}
