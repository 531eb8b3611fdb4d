import { useMemo } from 'react'
import { CircleCheck, CircleSlash, CircleDashed, LoaderCircle } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { readGapReason, type Gap } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { endedCodeOf, reveal, select, useCollection, useNow, useSeat } from '../../feed'
import { unknown, useFormat } from '../../i18n'
import { Empty, Failed, Loading, Pane, PaneTitle, VirtualList } from '../../widgets'
import { sortGaps } from './sortGaps'
import styles from './GapsPane.module.css'

const icons = { open: CircleDashed, filling: LoaderCircle, filled: CircleCheck, unfillable: CircleSlash } as const

/** Stretches in which the site may have told something that was not heard: recorded, filled where the device can, never silent. */
export function GapsPane() {
  const { t } = useTranslation(['gaps', 'common'])
  const feed = useCollection('gap.changed')
  const { items, status } = feed
  const gaps = useMemo(() => sortGaps(items.values()), [items])
  const open = gaps.filter(({ endedAtMs }) => endedAtMs === undefined).length
  return (
    <Pane
      header={<PaneTitle title={t('common:pane.gaps')} meta={t('count', { open, all: gaps.length })} />}
      footer={<span>{t('foot')}</span>}
    >
      {status === 'loading' && <Loading />}
      {status === 'ended' && <Failed code={endedCodeOf(feed)} />}
      {status === 'live' && gaps.length === 0 && <Empty>{t('empty')}</Empty>}
      {gaps.length > 0 && (
        <div className={styles.table}>
          <div className={`${styles.row} ${styles.columns}`}>
            <span>{t('column.state')}</span>
            <span>{t('column.what')}</span>
            <span>{t('column.span')}</span>
            <span className={styles.figure}>{t('column.length')}</span>
            <span className={styles.figure}>{t('column.missing')}</span>
            <span className={styles.figure}>{t('column.filled')}</span>
            <span>{t('column.cause')}</span>
            <span>{t('column.reason')}</span>
          </div>
          <div className={styles.rows}>
            <VirtualList
              label={t('common:pane.gaps')}
              count={gaps.length}
              rowKey={(at) => gaps[at]?.id ?? ''}
              renderRow={(at) => {
                const gap = gaps[at]
                return gap && <GapRow gap={gap} />
              }}
            />
          </div>
        </div>
      )}
    </Pane>
  )
}

function GapRow({ gap }: { gap: Gap }) {
  const { t } = useTranslation('gaps')
  const format = useFormat()
  const words = useAlarmWords()
  const now = useNow()
  const link = useSeat()?.links.find(({ id }) => id === gap.linkId)
  const Icon = icons[gap.state]
  const { deviceId, toMs } = gap
  return (
    <div className={`${styles.row} ${styles[gap.state]}`}>
      <span className={styles.state}>
        <Icon size={14} aria-hidden />
        {t(`state.${gap.state}`)}
      </span>
      {deviceId === undefined ? (
        <span title={link?.address}>{t('link', { id: gap.linkId })}</span>
      ) : (
        <button
          type="button"
          className={styles.device}
          title={`${gap.linkId} · ${deviceId}`}
          onClick={() => {
            select({ deviceId }, { locate: true })
            reveal('device')
          }}
        >
          {words.device(deviceId)}
        </button>
      )}
      <span>
        {format.moment(gap.fromMs, now)} – {toMs === undefined ? t('lasting') : format.moment(toMs, now)}
      </span>
      <span className={styles.figure}>{format.duration((toMs ?? now) - gap.fromMs)}</span>
      <span className={styles.figure}>{gap.missing === undefined ? unknown : format.number(gap.missing)}</span>
      <span className={styles.figure}>{format.number(gap.filled)}</span>
      <span title={t(`causeTip.${gap.cause}`)}>{t(`cause.${gap.cause}`)}</span>
      <Reason reason={gap.reason} />
    </div>
  )
}

/** Why it stays; what a later version wrote is shown as it is. */
function Reason({ reason = '' }: { reason: string | undefined }) {
  const { t } = useTranslation('gaps')
  const format = useFormat()
  const known = readGapReason(reason)
  const words =
    known?.code === 'messagesMissing'
      ? t('stays.messagesMissing', { messages: format.number(known.count), devices: format.number(known.devices) })
      : known?.code === 'historyMissing'
        ? t('stays.historyMissing', { devices: format.number(known.devices), of: format.number(known.of) })
        : reason
  return <span title={words}>{words}</span>
}
