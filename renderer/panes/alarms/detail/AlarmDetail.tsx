import { lazy, Suspense } from 'react'
import { LocateFixed } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Alarm } from '../../../../domain/contract'
import { Around } from '../../../alarm-card/Around'
import { Comments } from '../../../alarm-card/Comments'
import { DeedBar } from '../../../alarm-card/DeedBar'
import { LastTime } from '../../../alarm-card/LastTime'
import { isUnacknowledged } from '../../../alarms/rank'
import { useAlarmWords } from '../../../alarms/useAlarmWords'
import { useProposal } from '../../../dispatching/useProposal'
import { askSeat, locate, reveal, useNow, useRegistry, useRight } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, Loading, Section, Sign } from '../../../widgets'
import { AlarmFacts } from './AlarmFacts'
import { AlarmStory } from './AlarmStory'
import { limitsOf } from './limitsOf'
import styles from './AlarmDetail.module.css'

/** The list of alarms does not wait for what draws charts. */
const Trend = lazy(async () => ({ default: (await import('../../../widgets/trend/Trend')).Trend }))

/** The chosen alarm in full: facts, trend, what to do, what happens otherwise, how it went before. */
export function AlarmDetail({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation('alarms')
  const registry = useRegistry()
  const format = useFormat()
  const definition = registry.alarmDefinition(alarm)
  // The grade that an incident opened from it would have.
  const { proposal } = useProposal(alarm.incidentId === undefined ? alarm.id : undefined)
  const property =
    alarm.property ?? (definition && 'property' in definition.condition ? definition.condition.property : undefined)
  return (
    <article className={styles.detail}>
      <Head alarm={alarm} />
      <div className={styles.body}>
        <Section>
          <DeedBar alarm={alarm} grade={proposal?.grade} />
        </Section>
        <Section>
          <AlarmFacts alarm={alarm} />
        </Section>
        {property !== undefined && (
          <Section>
            <Suspense fallback={<Loading />}>
              <Trend
                deviceId={alarm.deviceId}
                propertyId={property}
                limits={limitsOf(alarm, property, registry, format.text)}
              />
            </Suspense>
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
        <Around alarm={alarm} />
        <LastTime alarm={alarm} />
        <Section title={t('detail.story')}>
          <AlarmStory alarm={alarm} />
        </Section>
        <Comments alarm={alarm} />
      </div>
      <Foot />
    </article>
  )
}

function Head({ alarm }: { alarm: Alarm }) {
  const { t } = useTranslation(['alarms', 'common'])
  const words = useAlarmWords()
  const format = useFormat()
  const now = useNow()
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
