import { useTranslation } from 'react-i18next'
import type { RuleDays } from '../../../../domain/contract'
import { Checkbox, SelectField, TextField } from '../../../widgets'
import { datesFromText, datesToText, lunarFromText, lunarToText } from './daysText'
import { useDraftText } from './useDraftText'
import { useUnknownYears } from '../useUnknownYears'
import styles from './Panel.module.css'

const weekdays = ['1', '2', '3', '4', '5', '6', '7'] as const

/** On which days a schedule holds. */
export function DaysFields({
  days,
  isDisabled,
  onChange,
}: {
  days: RuleDays
  isDisabled: boolean
  onChange(days: RuleDays): void
}) {
  const { t } = useTranslation('rules')
  const chosen = new Set(days.weekdays)
  const { lastKnown, unknown } = useUnknownYears()
  const set = (change: { [K in keyof RuleDays]?: RuleDays[K] | undefined }) => {
    const next = { ...days, ...change }
    onChange({
      ...(next.weekdays && { weekdays: next.weekdays }),
      ...(next.kind && { kind: next.kind }),
      ...(next.dates && { dates: next.dates }),
      ...(next.lunar && { lunar: next.lunar }),
    })
  }
  const dates = useDraftText(datesToText(days.dates), (text) => {
    const read = datesFromText(text)
    if (read === 'bad') return false
    set({ dates: read })
    return true
  })
  const lunar = useDraftText(lunarToText(days.lunar), (text) => {
    const read = lunarFromText(text)
    if (read === 'bad') return false
    set({ lunar: read })
    return true
  })
  return (
    <>
      <SelectField<'any' | 'workday' | 'holiday'>
        label={t('field.dayKind')}
        value={days.kind ?? 'any'}
        options={[
          ['any', t('day.any')],
          ['workday', t('day.workday')],
          ['holiday', t('day.holiday')],
        ]}
        isDisabled={isDisabled}
        onChange={(kind) => set({ kind: kind === 'any' ? undefined : kind })}
      />
      {days.kind && unknown !== undefined && (
        <p className={styles.problem} role="note">
          {t('holidays.unknownHere', { lastKnown, years: unknown })}
        </p>
      )}
      <div className={styles.ticks} role="group" aria-label={t('field.weekdays')}>
        {weekdays.map((key, at) => (
          <Checkbox
            key={key}
            isChecked={chosen.has(at + 1)}
            isDisabled={isDisabled}
            onChange={(is) => {
              const next = is ? [...chosen, at + 1] : [...chosen].filter((each) => each !== at + 1)
              set({ weekdays: next.length === 0 ? undefined : next.toSorted((a, b) => a - b) })
            }}
          >
            {t(`weekday.${key}`)}
          </Checkbox>
        ))}
      </div>
      <TextField
        label={t('field.dates')}
        placeholder="01-01, 10-01"
        disabled={isDisabled}
        {...dates.input}
        problem={dates.isBad ? t('field.datesBad') : undefined}
      />
      <TextField
        label={t('field.lunar')}
        placeholder="1/15, 8/15"
        disabled={isDisabled}
        {...lunar.input}
        problem={lunar.isBad ? t('field.lunarBad') : undefined}
      />
    </>
  )
}
