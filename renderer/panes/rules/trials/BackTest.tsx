import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorCode, longestBackTestMs } from '../../../../domain/contract'
import { seatNow, useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button } from '../../../widgets'
import { Choice } from '../fields/Choice'
import { useRuleNames } from '../useRuleWords'
import { BackTestPicture, type PictureRow } from './BackTestPicture'
import type { TrialProps } from './TrialProps'
import { useBackTest } from './useBackTest'
import { useWhatHappened } from './useWhatHappened'
import styles from './Trials.module.css'

const ranges = {
  hour: 3_600_000,
  shift: 8 * 3_600_000,
  day: 86_400_000,
  week: 7 * 86_400_000,
  month: longestBackTestMs,
}
type Range = keyof typeof ranges

/** What the rule would have done in the past, beside what really happened. */
export function BackTest({ rule, decision, onDecision }: TrialProps) {
  const { t } = useTranslation(['rules', 'error', 'common'])
  const { number } = useFormat()
  const registry = useRegistry()
  const names = useRuleNames()
  const [range, setRange] = useState<Range>('day')
  const { state, start, cancel } = useBackTest()
  const ours = useMemo(
    () =>
      new Set(
        rule.triggers.flatMap((each) => ('devices' in each ? names.typesOf(each.devices) : [])).map(({ id }) => id),
      ),
    [rule, names],
  )
  const happened = useWhatHappened(rule.id, state?.run, (deviceId) => {
    const index = registry.deviceIndex(deviceId)
    const type = index === undefined ? undefined : registry.deviceType(index)
    return type !== undefined && ours.has(type.id)
  })
  const count = (outcome: keyof NonNullable<typeof state>['outcomes']) => state?.outcomes[outcome] ?? 0
  const rows: PictureRow[] = [
    {
      id: 'fires',
      label: t('backTest.would'),
      count: count('fires'),
      marks: (state?.decisions ?? [])
        .filter(({ outcome }) => outcome === 'fires')
        .map((each) => ({ atMs: each.cause.atMs, decision: each })),
    },
    {
      id: 'held',
      label: t('backTest.heldBack'),
      count: count('limited') + count('loop'),
      marks: (state?.decisions ?? [])
        .filter(({ outcome }) => outcome === 'limited' || outcome === 'loop')
        .map((each) => ({ atMs: each.cause.atMs, decision: each })),
    },
    {
      id: 'alarms',
      label: t('backTest.alarms'),
      count: happened.alarms.length,
      marks: happened.alarms.map(({ raisedAtMs }) => ({ atMs: raisedAtMs })),
    },
    {
      id: 'fired',
      label: t('backTest.did'),
      count: happened.firedAtMs.filter((atMs) => state && atMs >= state.run.fromMs && atMs <= state.run.toMs).length,
      marks: happened.firedAtMs.map((atMs) => ({ atMs })),
    },
  ]
  const isStale = state !== undefined && state.run.rule !== rule
  return (
    <section className={styles.backTest} aria-label={t('mode.backTest')}>
      <div className={styles.backTestBar}>
        <Choice<Range>
          label={t('backTest.range')}
          value={range}
          options={[
            ['hour', t('backTest.ranges.hour')],
            ['shift', t('backTest.ranges.shift')],
            ['day', t('backTest.ranges.day')],
            ['week', t('backTest.ranges.week')],
            ['month', t('backTest.ranges.month')],
          ]}
          onChange={setRange}
        />
        {state && !state.isDone && state.endedCode === undefined ? (
          <Button size="small" onClick={cancel}>
            {t('common:cancel')}
          </Button>
        ) : (
          <Button
            size="small"
            look="primary"
            onClick={() => {
              const toMs = Math.floor(seatNow())
              onDecision(undefined)
              start({ rule, fromMs: toMs - ranges[range], toMs })
            }}
          >
            {t('backTest.run')}
          </Button>
        )}
        {state && (
          <>
            <div
              className={styles.progress}
              role="progressbar"
              aria-label={t('mode.backTest')}
              aria-valuenow={Math.round(state.progress * 100)}
              aria-valuemin={0}
              aria-valuemax={100}
            >
              <div style={{ width: `${state.progress * 100}%` }} />
            </div>
            <span className={styles.counts}>
              {t('backTest.causes', { count: state.causes, shown: number(state.causes) })} ·{' '}
              {t('backTest.notMet', { shown: number(count('no') + count('waits')) })} ·{' '}
              {t('backTest.unknown', { shown: number(count('unknown')) })}
              {state.gaps > 0 && ` · ${t('backTest.gaps', { count: state.gaps })}`}
            </span>
          </>
        )}
      </div>
      {state?.endedCode !== undefined && (
        <p className={styles.refused} role="alert">
          {t(`error:${codeOf(state.endedCode)}`)}
        </p>
      )}
      {isStale && <p className={styles.hint}>{t('backTest.stale')}</p>}
      {state ? (
        <BackTestPicture
          rows={rows}
          fromMs={state.run.fromMs}
          toMs={state.run.toMs}
          chosen={decision?.id}
          onChoose={onDecision}
        />
      ) : (
        <p className={styles.hint}>{t('backTest.hint')}</p>
      )}
    </section>
  )
}

const codeOf = (code: string): ErrorCode => ErrorCode.safeParse(code).data ?? 'internal'
