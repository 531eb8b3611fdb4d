import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Look, LookDisplay, Result, SeatSelection, View } from '../../../domain/contract'
import { PaneId } from '../../../layouts'
import { useClient, useItem } from '../../feed'
import { useFormat } from '../../i18n'
import { Refusal } from '../../session/Refusal'
import { useAttempt } from '../../session/useAttempt'
import { TakeOverDialog } from '../../shows/TakeOverDialog'
import { useOpenView } from '../../shows/useOpenShown'
import { useViewWords } from '../../shows/useViewWords'
import { Button, Empty, Sign } from '../../widgets'
import styles from './Look.module.css'

/** What a seat shows, in words and in the places its displays have: never its pixels. Follows within a second. */
export function Mirror({ look }: { look: Look }) {
  const { t } = useTranslation('shows')
  const format = useFormat()
  const client = useClient()
  const { name, screens } = look
  const ending = useAttempt()
  const [isTaking, setIsTaking] = useState(false)
  const [taken, setTaken] = useState<Result<'look.takeOver'>>()
  return (
    <article className={styles.mirror} aria-label={t('look.mirrorOf', { name })}>
      <header className={styles.head}>
        <h3 className={styles.title}>{name}</h3>
        <span className={styles.state}>
          {look.state === 'live'
            ? t('look.until', { time: format.clock(look.untilMs) })
            : t('look.waitingFor', { name })}
        </span>
        {!look.taken && <Button onClick={() => setIsTaking(true)}>{t('look.takeOver')}</Button>}
        <Refusal attempt={ending} />
        <Button
          isPending={ending.isPending}
          onClick={() => void ending.run(async () => void (await client.call('look.end', { lookId: look.id })))}
        >
          {t(look.state === 'live' ? 'look.end' : 'look.giveUp')}
        </Button>
      </header>
      {taken && (
        <p role="status">{t(taken.alarms + taken.incidents > 0 ? 'look.tookOverFrom' : 'look.tookNothing', taken)}</p>
      )}
      {isTaking && <TakeOverDialog look={look} onTaken={setTaken} onClose={() => setIsTaking(false)} />}
      {look.state === 'live' && !screens && <Empty>{t('look.nothingTold')}</Empty>}
      {look.state === 'live' && screens && (
        <>
          <ol className={styles.displays}>
            {screens.displays.map((display) => (
              <Display key={display.number} display={display} />
            ))}
          </ol>
          <Selected selection={screens.selection} />
        </>
      )}
    </article>
  )
}

function Display({ display }: { display: LookDisplay }) {
  const { t } = useTranslation(['shows', 'common'])
  return (
    <li className={styles.display}>
      <span className={styles.number}>{t('look.display', { number: display.number })}</span>
      {display.panes.map((id) => {
        const pane = PaneId.safeParse(id)
        return (
          <span key={id} className={id === display.active ? styles.active : styles.pane}>
            {pane.success ? t(`common:pane.${pane.data}`) : id}
          </span>
        )
      })}
    </li>
  )
}

/** What the person works on, each with the way to the same thing here. */
function Selected({ selection }: { selection: SeatSelection }) {
  const { t } = useTranslation('shows')
  const words = useViewWords()
  const open = useOpenView()
  const alarm = useItem('alarm.changed', selection.alarmId)
  const views: View[] = []
  if (selection.alarmId !== undefined) views.push({ kind: 'alarm', alarmId: selection.alarmId })
  if (selection.incidentId !== undefined) views.push({ kind: 'incident', incidentId: selection.incidentId })
  if (selection.deviceId !== undefined && selection.alarmId === undefined)
    views.push({ kind: 'device', deviceId: selection.deviceId })
  if (views.length === 0) return <p className={styles.none}>{t('look.nothingSelected')}</p>
  return (
    <ul>
      {views.map((view) => {
        const { title, detail } = words(view)
        return (
          <li key={view.kind} className={styles.selected}>
            {view.kind === 'alarm' && alarm ? <Sign priority={alarm.priority} state={alarm.state} /> : <span />}
            <span className={styles.kind}>{t(`view.${view.kind}`)}</span>
            <span className={styles.what}>{title}</span>
            <span className={styles.where}>{detail}</span>
            <Button size="small" onClick={() => open(view)}>
              {t('look.openHere')}
            </Button>
          </li>
        )
      })}
    </ul>
  )
}
