import type { ReactNode } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceType, OutputField, Property, ServiceParameter } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import { Section, Sign } from '../../widgets'
import { useConditionWords } from './useConditionWords'
import styles from './DeviceTypesPane.module.css'

/** All that a type says: points, alarms with their limits, services, events, panel, papers. */
export function TypeDetail({ type }: { type: DeviceType }) {
  return (
    <>
      <Points type={type} />
      <Alarms type={type} />
      <Services type={type} />
      <Events type={type} />
      <Panel type={type} />
      <Papers type={type} />
    </>
  )
}

/** A table with a heading; with no rows a sentence. */
function Table({
  title,
  heads,
  rows,
  none,
}: {
  title: string
  heads: readonly string[]
  rows: readonly ReactNode[]
  none: string
}) {
  const format = useFormat()
  return (
    <Section title={title} meta={format.number(rows.length)} className={styles.part}>
      {rows.length === 0 ? (
        <p className={styles.muted}>{none}</p>
      ) : (
        <table className={styles.table}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {head}
                </th>
              ))}
            </tr>
          </thead>
          <tbody>{rows}</tbody>
        </table>
      )}
    </Section>
  )
}

function Name({
  of,
  isMain = false,
}: {
  of: { id: string; name: { zh: string; en: string }; isOurs?: boolean | undefined }
  isMain?: boolean | undefined
}) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  return (
    <th scope="row" className={styles.nameCell}>
      <span className={styles.strong}>{format.text(of.name)}</span>
      {isMain && <span className={styles.mark}>{t('main')}</span>}
      {of.isOurs && (
        <span className={styles.ours} title={t('oursTip')}>
          {t('ours')}
        </span>
      )}
      <code className={styles.code}>{of.id}</code>
    </th>
  )
}

/** `−20 ~ 120`, with a real minus. */
const range = ({ min, max }: Pick<Property, 'min' | 'max'>): string =>
  min === undefined && max === undefined ? '' : `${min ?? '−∞'} ~ ${max ?? '∞'}`.replaceAll('-', '−')

function useValuesText() {
  const format = useFormat()
  return (values: Property['values']) =>
    values?.map(({ value, name }) => `${value} ${format.text(name)}`).join(' · ') ?? ''
}

function Points({ type }: { type: DeviceType }) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  const valuesText = useValuesText()
  return (
    <Table
      title={t('points')}
      none={t('noPoints')}
      heads={[t('head.name'), t('head.kind'), t('head.unit'), t('head.range'), t('head.access'), t('head.period')]}
      rows={type.properties.map((property) => (
        <tr key={property.id}>
          <Name of={property} isMain={property.isMain} />
          <td>{t(`kind.${property.type}`)}</td>
          <td>{property.unit === undefined ? '' : format.unit(property.unit)}</td>
          <td className={styles.wide}>{property.values ? valuesText(property.values) : range(property)}</td>
          <td>{t(`access.${property.access}`)}</td>
          <td className={styles.number}>{format.age(property.reportPeriodMs)}</td>
        </tr>
      ))}
    />
  )
}

function Alarms({ type }: { type: DeviceType }) {
  const { t } = useTranslation(['deviceTypes', 'common'])
  const format = useFormat()
  const words = useConditionWords(type)
  return (
    <Table
      title={t('alarms')}
      none={t('noAlarms')}
      heads={[t('head.name'), t('head.priority'), t('head.conditionAndSteps'), t('head.delay')]}
      rows={type.alarms.map((alarm) => (
        <tr key={alarm.id}>
          <Name of={alarm} />
          <td>
            <span className={styles.priority}>
              <Sign priority={alarm.priority} size={16} />
              {t(`common:priority.${alarm.priority}`)}
            </span>
            {alarm.isLifeSafety && <span className={styles.mark}>{t('lifeSafety')}</span>}
          </td>
          <td className={styles.wide}>
            {words(alarm.condition)}
            {alarm.response.length > 0 && (
              <span className={styles.steps}>{alarm.response.map((step) => format.text(step)).join(' → ')}</span>
            )}
          </td>
          <td className={styles.number}>
            {t('delays', { on: format.age(alarm.onDelayMs), off: format.age(alarm.offDelayMs) })}
          </td>
        </tr>
      ))}
    />
  )
}

function useFieldsText() {
  const format = useFormat()
  return (fields: readonly (ServiceParameter | OutputField)[] | undefined) =>
    (fields ?? [])
      .map((field) =>
        [format.text(field.name), [range(field), field.unit].filter(Boolean).join(' ')].filter(Boolean).join(' '),
      )
      .join(' · ')
}

function Services({ type }: { type: DeviceType }) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  const fieldsText = useFieldsText()
  return (
    <Table
      title={t('services')}
      none={t('noServices')}
      heads={[t('head.name'), t('head.class'), t('head.input'), t('head.output'), t('head.timeout')]}
      rows={type.services.map((service) => (
        <tr key={service.id}>
          <Name of={service} />
          <td>{t(`class.${service.commandClass}`)}</td>
          <td className={styles.wide}>{fieldsText(service.input)}</td>
          <td className={styles.wide}>{fieldsText(service.output)}</td>
          <td className={styles.number}>{format.age(service.timeoutMs)}</td>
        </tr>
      ))}
    />
  )
}

function Events({ type }: { type: DeviceType }) {
  const { t } = useTranslation('deviceTypes')
  const fieldsText = useFieldsText()
  return (
    <Table
      title={t('events')}
      none={t('noEvents')}
      heads={[t('head.name'), t('head.level'), t('head.fields')]}
      rows={type.events.map((event) => (
        <tr key={event.id}>
          <Name of={event} />
          <td>{t(`level.${event.level ?? 'info'}`)}</td>
          <td className={styles.wide}>{fieldsText(event.fields)}</td>
        </tr>
      ))}
    />
  )
}

function Panel({ type }: { type: DeviceType }) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  if (!type.panel) return undefined
  const nameOf = (id: string) => {
    const property = type.properties.find((each) => each.id === id)
    return property ? format.text(property.name) : id
  }
  return (
    <Section title={t('panel')} className={styles.part}>
      <dl className={styles.facts}>
        {type.panel.groups.map(({ name, properties }) => (
          <div key={name.zh} className={styles.fact}>
            <dt>{format.text(name)}</dt>
            <dd>{properties.map(nameOf).join(' · ')}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}

function Papers({ type }: { type: DeviceType }) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  if (!type.documents?.length) return undefined
  return (
    <Section title={t('papers')} className={styles.part}>
      <dl className={styles.facts}>
        {type.documents.map(({ name, url }) => (
          <div key={url} className={styles.fact}>
            <dt>{format.text(name)}</dt>
            <dd className={styles.url}>{url}</dd>
          </div>
        ))}
      </dl>
    </Section>
  )
}
