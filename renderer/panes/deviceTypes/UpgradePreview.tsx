import { useTranslation } from 'react-i18next'
import type { DeviceType } from '../../../domain/contract'
import type { DeviceTypePreview } from '../../../domain/contract/calls/registryEditing'
import { useProblemWords } from '../../registry/useProblemWords'
import { useFormat } from '../../i18n'
import { Section } from '../../widgets'
import styles from './TypeEditor.module.css'

const parts = ['properties', 'alarms', 'services', 'events'] as const
const ways = ['added', 'removed', 'changed'] as const
const effects = [
  'valuesRefused',
  'rangeNarrowed',
  'meansOther',
  'readOnly',
  'eventRefused',
  'serviceGone',
  'askedOtherwise',
  'classRaised',
  'alarmGone',
] as const

/** What saving would do: what comes, goes and changes, and what running devices and what is built upon the type will notice. */
export function UpgradePreview({
  preview,
  type,
  before,
}: {
  preview: DeviceTypePreview
  type: DeviceType
  before: DeviceType | undefined
}) {
  const { t } = useTranslation(['deviceTypes', 'registry'])
  const format = useFormat()
  const say = useProblemWords()
  const nameOf = (id: string) => {
    const members = [type, before].flatMap((each) => (each ? parts.flatMap((part) => [...each[part]]) : []))
    const member = members.find((each) => each.id === id)
    return member ? format.text(member.name) : id
  }
  const lines = parts.flatMap((part) =>
    ways.flatMap((way) => {
      const ids = preview.changes?.[part][way] ?? []
      return ids.length === 0
        ? []
        : [
            {
              key: `${part} ${way}`,
              text: t(`change.${way}`, { part: t(`part.${part}`), names: ids.map(nameOf).join('、') }),
            },
          ]
    }),
  )
  return (
    <Section title={t('upgrade')} meta={t('upgradeDevices', { count: preview.devices })}>
      {preview.problems.length > 0 ? (
        <ul className={styles.problem} role="alert">
          {preview.problems.map((problem) => (
            <li key={`${problem.field} ${problem.code} ${problem.detail}`}>
              <code>{problem.field}</code> {say(problem)}
            </li>
          ))}
        </ul>
      ) : (
        <>
          <p className={styles.verdict}>
            {preview.fromVersion === undefined ? t('isNew') : preview.goesOn ? t('goesOn') : t('goesNotOn')}
          </p>
          <ul className={styles.lines}>
            {lines.map(({ key, text }) => (
              <li key={key}>{text}</li>
            ))}
            {lines.length === 0 && preview.fromVersion !== undefined && <li>{t('describedAnew')}</li>}
          </ul>
          {preview.effects.length > 0 && (
            <>
              <h4 className={styles.effectsHead}>{t('effects')}</h4>
              <ul className={styles.effects}>
                {preview.effects.map(({ kind, id }) => {
                  const known = effects.find((each) => each === kind)
                  return (
                    <li key={`${kind} ${id}`}>
                      {known ? t(`effect.${known}`, { name: nameOf(id) }) : `${kind} ${id}`}
                    </li>
                  )
                })}
              </ul>
            </>
          )}
        </>
      )}
    </Section>
  )
}
