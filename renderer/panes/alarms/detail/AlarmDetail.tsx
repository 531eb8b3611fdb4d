import { LocateFixed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../../domain/contract'
import { acknowledgeAlarms, usePendingAcknowledgements } from '../../../alarms/acknowledge'
import { isUnacknowledged } from '../../../alarms/rank'
import { useAlarmWords } from '../../../alarms/useAlarmWords'
import { askSeat, locate, reveal, useClient, useNow, useRegistry, useRight } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, Section, Sign, Trend } from '../../../widgets'
import { AlarmFacts } from './AlarmFacts'
import { AlarmStory } from './AlarmStory'
import { limitsOf } from './limitsOf'
import styles from './AlarmDetail.module.css'

/** The chosen alarm in full: facts, trend, what to do, what happens otherwise, how it went before. */
export function AlarmDetail({ alarm, position }: { alarm: Alarm; position: number }) {
  const { t } = useTranslation('alarms')
  const registry = useRegistry()
  const format = useFormat()
  const definition = registry.alarmDefinition(alarm)
  const property =
    alarm.property ?? (definition && 'property' in definition.condition ? definition.condition.property : undefined)
  return (
    <article className={styles.detail}>
      <Head alarm={alarm} position={position} />
      <div className={styles.body}>
        <Section>
          <AlarmFacts alarm={alarm} />
        </Section>
        {property !== undefined && (
          <Section>
            <Trend
              deviceId={alarm.deviceId}
              propertyId={property}
              limits={limitsOf(alarm, property, registry, format.text)}
            />
          </Section>
        )}
        {definition && definition.response.length > 0 && (
          <Section
            title={t('detail.response')}
            meta={definition.consequence && t('detail.otherwise', { text: format.text(definition.consequence) })}
          >
            <ol className={styles.steps}>
              {definition.response.map((step, at) => (
                <li key={step.zh} className={styles.step}>
                  <span className={at === 0 ? styles.numberNow : styles.number}>{at + 1}</span>
                  <span className={at === 0 ? styles.stepNow : undefined}>{format.text(step)}</span>
                  {at === 0 && <span className={styles.now}>{t('detail.now')}</span>}
                </li>
              ))}
            </ol>
          </Section>
        )}
        <Section title={t('detail.story')}>
          <AlarmStory alarm={alarm} />
        </Section>
      </div>
      <Foot />
    </article>
  )
}

function Head({ alarm, position }: { alarm: Alarm; position: number }) {
  const { t } = useTranslation(['alarms', 'common'])
  const client = useClient()
  const words = useAlarmWords()
  const format = useFormat()
  const now = useNow()
  const mayAcknowledge = useRight('alarm.acknowledge')
  const isPending = usePendingAcknowledgements().has(alarm.id)
  const isOpen = isUnacknowledged(alarm)
  return (
    <header className={[styles.head, styles[alarm.priority], isOpen && styles.tinted].filter(Boolean).join(' ')}>
      <Sign priority={alarm.priority} state={alarm.state} size={28} />
      <div className={styles.names}>
        <h2 className={styles.name}>
          {words.device(alarm.deviceId)} {words.alarm(alarm)}
        </h2>
        <p className={styles.meta}>
          {t(`common:priority.${alarm.priority}`)} · {t(`common:alarmState.${alarm.state}`)} ·{' '}
          {t('detail.for', { duration: format.duration((alarm.returnedAtMs ?? now) - alarm.raisedAtMs) })}
        </p>
      </div>
      {isOpen && (
        <Button
          look="primary"
          size="large"
          keyCap="F4"
          isPending={isPending}
          disabled={!mayAcknowledge || isPending}
          title={mayAcknowledge ? undefined : t('common:state.needsRight')}
          onClick={() => void acknowledgeAlarms(client, [alarm.id], position)}
        >
          {isPending ? t('acknowledging') : t('acknowledge')}
        </Button>
      )}
    </header>
  )
}

function Foot() {
  const { t } = useTranslation(['alarms', 'common'])
  const mayDispatch = useRight('incident.dispatch')
  return (
    <footer className={styles.foot}>
      <Button size="large" keyCap="Ctrl L" onClick={locate}>
        <LocateFixed size={16} aria-hidden />
        {t('detail.locate')}
      </Button>
      <Button size="large" onClick={() => reveal('device')}>
        {t('detail.device')}
      </Button>
      <Button
        size="large"
        keyCap="F9"
        className={styles.grow}
        disabled={!mayDispatch}
        title={mayDispatch ? undefined : t('common:state.needsRight')}
        onClick={() => {
          reveal('dispatch')
          askSeat('dispatch')
        }}
      >
        {t('detail.dispatch')}
      </Button>
    </footer>
  )
}
