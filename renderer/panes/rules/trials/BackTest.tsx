import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { ErrorCode } from '../../../../domain/contract'
import { seatNow, useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, DateTimeField, SelectField } from '../../../widgets'
import { useRuleNames } from '../useRuleWords'
import { momentOrNow } from './momentOrNow'
import { backTestRange, type LastRange, type OwnRange } from './backTestRange'
import { BackTestPicture, type PictureRow } from './BackTestPicture'
import type { TrialProps } from './TrialProps'
import { useBackTest } from './useBackTest'
import { useWhatHappened } from './useWhatHappened'
import styles from './Trials.module.css'

type Range = LastRange | 'own'

/** What the rule would have done in the past, beside what really happened. */
export function BackTest({ rule, decision, onDecision }: TrialProps) {
  const { t } = useTranslation(['rules', 'error', 'common', 'fields'])
  const { number, timeZone } = useFormat()
  const registry = useRegistry()
  const names = useRuleNames()
  const [range, setRange] = useState<Range>('day')
  const [typed, setTyped] = useState({ from: '', to: '' })
  const own: OwnRange = { fromMs: momentOrNow(typed.from, timeZone), toMs: momentOrNow(typed.to, timeZone) }
  const chosen = backTestRange(range, own, seatNow())
  const problem = 'problem' in chosen ? chosen.problem : undefined
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
        <SelectField<Range>
          label={t('backTest.range')}
          value={range}
          options={[
            ['hour', t('backTest.ranges.hour')],
            ['shift', t('backTest.ranges.shift')],
            ['day', t('backTest.ranges.day')],
            ['week', t('backTest.ranges.week')],
            ['month', t('backTest.ranges.month')],
            ['own', t('backTest.ranges.own')],
          ]}
          onChange={setRange}
        />
        {state && !state.isDone && state.endedCode === undefined ? (
          <Button onClick={cancel}>{t('common:cancel')}</Button>
        ) : (
          <Button
            look="primary"
            disabled={problem !== undefined}
            title={problem && t(`backTest.problem.${problem}`)}
            onClick={() => {
              // What ends now ends when it is pressed, not when it was last drawn.
              const asked = backTestRange(range, own, seatNow())
              if ('problem' in asked) return
              onDecision(undefined)
              start({ rule, ...asked })
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
      {range === 'own' && (
        <div className={styles.ownRange}>
          <DateTimeField label={t('field.from')} value={typed.from} onChange={(from) => setTyped({ ...typed, from })} />
          <DateTimeField
            label={t('field.to')}
            placeholder={t('fields:moment.now')}
            value={typed.to}
            onChange={(to) => setTyped({ ...typed, to })}
          />
          {problem && <p className={styles.hint}>{t(`backTest.problem.${problem}`)}</p>}
        </div>
      )}
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
