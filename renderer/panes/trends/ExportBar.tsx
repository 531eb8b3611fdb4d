import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import { HistoryStep } from '../../../domain/contract'
import { useFormat, useLanguage } from '../../i18n'
import { Button, SelectField } from '../../widgets'
import type { TimeRange } from './timeRange'
import { useHistoryExport } from './useHistoryExport'
import type { LanePoint } from './useSeries'
import styles from './TrendsPane.module.css'

const formats = ['csv', 'parquet'] as const

/** What is looked at, as a file: samples or buckets, for spreadsheets or for programs. */
export function ExportBar({ points, range }: { points: readonly LanePoint[]; range: TimeRange }) {
  const { t } = useTranslation(['trends', 'common', 'error'])
  const format = useFormat()
  const language = useLanguage()
  const [step, setStep] = useState<HistoryStep>('raw')
  const [form, setForm] = useState<(typeof formats)[number]>('csv')
  const { state, start, cancel } = useHistoryExport()
  const name = `trend-${new Date(range.toMs)
    .toISOString()
    .slice(0, 16)
    .replaceAll(/[^0-9]/g, '')}.${form}`
  return (
    <div className={styles.export} role="group" aria-label={t('export.title')}>
      <SelectField
        label={t('export.step')}
        isLabelHidden
        size="small"
        value={step}
        options={HistoryStep.options.map((each) => [each, t(`export.steps.${each}`)])}
        onChange={setStep}
      />
      <SelectField
        label={t('export.format')}
        isLabelHidden
        size="small"
        value={form}
        options={[
          ['csv', 'CSV'],
          ['parquet', 'Parquet'],
        ]}
        onChange={setForm}
      />
      {state.status === 'running' ? (
        <>
          <progress className={styles.progress} aria-label={t('export.title')} value={state.share} max={1} />
          <span className={styles.told}>{t('export.rows', { rows: format.number(state.rows) })}</span>
          <Button size="small" look="plain" onClick={cancel}>
            {t('common:cancel')}
          </Button>
        </>
      ) : (
        <Button
          size="small"
          disabled={points.length === 0}
          onClick={() =>
            start(
              {
                points: points.map((point) => ({ ...point })),
                fromMs: Math.max(0, Math.floor(range.fromMs)),
                toMs: Math.ceil(range.toMs),
                step,
                format: form,
                language,
              },
              name,
            )
          }
        >
          {t('export.start')}
        </Button>
      )}
      <span className={styles.told} role="status">
        {state.status === 'done' && t('export.done', { rows: format.number(state.rows), name: state.name })}
        {state.status === 'failed' && t(`error:${state.code}`)}
      </span>
    </div>
  )
}
