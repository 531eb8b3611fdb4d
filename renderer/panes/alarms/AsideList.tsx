import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../../domain/contract'
import { doToAlarms } from '../../alarms/deeds'
import { formatUntil } from '../../alarms/formatUntil'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import {
  endedCodeOf,
  newKey,
  refusalCode,
  select,
  useClient,
  useCollection,
  useNow,
  useRegistry,
  useRight,
  useSession,
} from '../../feed'
import { useFormat } from '../../i18n'
import { Button, DeviceName, Empty, Failed, Loading, Sign } from '../../widgets'
import { asideLines, type AsideLine } from './aside'
import styles from './AsideList.module.css'

/** What is shelved, suppressed by design or out of service: why, by whom, for how long still, and the way back. */
export function AsideList() {
  const { t } = useTranslation(['alarmDeeds', 'alarms', 'error'])
  const alarmFeed = useCollection('alarm.changed')
  const outFeed = useCollection('outOfService.changed')
  const [alarms, outOfService] = [alarmFeed.items, outFeed.items]
  const lines = useMemo(() => asideLines(alarms.values(), outOfService.values()), [alarms, outOfService])
  const [refusal, setRefusal] = useState<ErrorCode>()
  // Half of it would look like all of it.
  for (const feed of [alarmFeed, outFeed]) {
    if (feed.status === 'loading') return <Loading />
    if (feed.status === 'ended') return <Failed code={endedCodeOf(feed)} />
  }
  if (lines.length === 0) return <Empty>{t('aside.empty')}</Empty>
  return (
    <div className={styles.scroll}>
      {refusal && (
        <p className={styles.refusal} role="alert">
          {t(`error:${refusal}`)}
        </p>
      )}
      <table className={styles.table}>
        <thead>
          <tr>
            <th scope="col">{t('alarms:column.what')}</th>
            <th scope="col">{t('alarms:column.place')}</th>
            <th scope="col">{t('aside.how')}</th>
            <th scope="col">{t('reason')}</th>
            <th scope="col">{t('aside.by')}</th>
            <th scope="col" className={styles.number}>
              {t('aside.left')}
            </th>
            <th scope="col">
              <span className="srOnly">{t('aside.back')}</span>
            </th>
          </tr>
        </thead>
        <tbody>
          {lines.map((line) => (
            <Line key={line.key} line={line} onRefused={setRefusal} />
          ))}
        </tbody>
      </table>
    </div>
  )
}

function Line({ line, onRefused }: { line: AsideLine; onRefused(code: ErrorCode | undefined): void }) {
  const { t } = useTranslation(['alarmDeeds', 'alarms', 'common'])
  const words = useAlarmWords()
  const registry = useRegistry()
  const format = useFormat()
  const now = useNow()
  const { alarm, kind, deviceId, definitionId, untilMs } = line
  const definition = definitionId === undefined ? undefined : registry.alarmDefinition({ deviceId, definitionId })
  return (
    <tr className={kind === 'asked' ? styles.asked : undefined}>
      <td>
        <button
          type="button"
          className={styles.what}
          onClick={() => select({ deviceId, ...(alarm && { alarmId: alarm.id }) })}
        >
          {definition && (
            <Sign
              priority={definition.priority}
              state={kind === 'asked' ? undefined : (alarm?.state ?? 'outOfService')}
              size={18}
            />
          )}
          <DeviceName
            name={words.device(deviceId)}
            detail={definition ? format.text(definition.name) : t('aside.everyAlarm')}
          />
        </button>
      </td>
      <td>{words.place(deviceId)}</td>
      <td>
        {t(`aside.${kind}`)}
        {line.isLifeSafety && <b className={styles.lifeSafety}>{t('lifeSafety')}</b>}
      </td>
      <td>
        {typeof line.reason === 'string' ? t(`common:holdReason.${line.reason}`) : format.text(line.reason)}
        {line.comment !== undefined && <span className={styles.meta}>{line.comment}</span>}
      </td>
      <td>
        {line.by?.name ?? t('aside.byDesign')}
        <span className={styles.meta}>{format.moment(line.sinceMs, now)}</span>
      </td>
      <td className={styles.number}>
        {untilMs === undefined ? (
          t(kind === 'suppressed' ? 'aside.untilOver' : 'aside.noEnd')
        ) : (
          <>
            <b>{format.duration(Math.max(0, untilMs - now))}</b>
            <span className={styles.meta}>{t('aside.until', { time: formatUntil(format, untilMs, now) })}</span>
          </>
        )}
      </td>
      <td className={styles.number}>
        <Back line={line} onRefused={onRefused} />
      </td>
    </tr>
  )
}

/** The way back; for what waits for its second person also the confirmation, which the one who asked cannot give. */
function Back({ line, onRefused }: { line: AsideLine; onRefused(code: ErrorCode | undefined): void }) {
  const { t } = useTranslation(['alarmDeeds', 'common'])
  const client = useClient()
  const mayShelve = useRight('alarm.shelve')
  const mayService = useRight('alarm.outOfService')
  const isOwn = useSession()?.account?.id === line.by?.id
  const { alarm, outOfServiceId } = line
  const needsRight = t('common:state.needsRight')
  // Nobody brings back what is suppressed by design: it comes back with what suppresses it.
  if (line.kind === 'suppressed') return undefined
  if (outOfServiceId === undefined)
    return (
      alarm && (
        <Button
          size="small"
          disabled={!mayShelve}
          title={mayShelve ? undefined : needsRight}
          onClick={() =>
            void doToAlarms('alarm.unshelve', [alarm.id], (ids) =>
              client.call('alarm.unshelve', { key: newKey(), ids }),
            )
          }
        >
          {t('aside.unshelve')}
        </Button>
      )
    )
  const ask = async (name: 'alarm.confirmOutOfService' | 'alarm.returnToService') => {
    onRefused(undefined)
    try {
      await client.call(name, { key: newKey(), id: outOfServiceId })
    } catch (error) {
      onRefused(refusalCode(error))
    }
  }
  return (
    <span className={styles.ways}>
      {line.kind === 'asked' && isOwn && <span className={styles.meta}>{t('aside.otherPerson')}</span>}
      {line.kind === 'asked' && (
        <Button
          size="small"
          look="primary"
          disabled={!mayService || isOwn}
          title={mayService ? undefined : needsRight}
          onClick={() => void ask('alarm.confirmOutOfService')}
        >
          {t('aside.confirm')}
        </Button>
      )}
      <Button
        size="small"
        disabled={!mayService}
        title={mayService ? undefined : needsRight}
        onClick={() => void ask('alarm.returnToService')}
      >
        {line.kind === 'asked' ? t('aside.withdraw') : t('aside.return')}
      </Button>
    </span>
  )
}
