import { useId, useState } from 'react'
import { CalendarDays } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { seatNow } from '../../feed'
import { useFormat } from '../../i18n'
import { Field, toldOf, type FieldProps } from '../Field'
import { Popover } from '../Popover'
import { Calendar } from './Calendar'
import { momentText, writtenMoment, type Precision } from './typedMoment'
import fieldStyles from '../Field.module.css'
import styles from './DateTime.module.css'

export interface DateTimeFieldProps extends FieldProps {
  /** As it is typed: `2026-11-23 03:00`, by the district's clock. `typedMoment` reads it. */
  value: string
  /** How exactly: a day, a minute (without it), a second. */
  precision?: Precision
  isDisabled?: boolean | undefined
  /** What it means to leave it empty. */
  placeholder?: string | undefined
  onChange(typed: string): void
}

/**
 * A moment, typed as year-month-day and a clock of 24 hours, or picked in a calendar. The browser's own field follows the system's form, which puts the month
 * first in English; here one form is read in both languages.
 */
export function DateTimeField(props: DateTimeFieldProps) {
  const { label, isLabelHidden, isBeside, className } = props
  const { value, precision = 'minute', isDisabled = false, placeholder, onChange } = props
  const { t } = useTranslation('fields')
  const { timeZone } = useFormat()
  const id = useId()
  const [isTyping, setTyping] = useState(false)
  const written = writtenMoment(value, precision)
  const isWrong = !isTyping && value.trim() !== '' && written === undefined
  const example = momentText(Date.UTC(2026, 0, 31, 8), 'UTC', precision)
  const problem = isWrong ? t('moment.wrong', { example }) : props.problem
  const frame = { id, label, isLabelHidden, isBeside, problem, className }
  return (
    <Field {...frame}>
      <div className={styles.typed}>
        <input
          id={id}
          className={`${fieldStyles.input} ${styles.input}`}
          autoComplete="off"
          spellCheck={false}
          maxLength={24}
          placeholder={placeholder ?? example}
          title={precision === 'day' ? undefined : t('moment.zone', { zone: timeZone })}
          value={value}
          disabled={isDisabled}
          {...toldOf(id, problem)}
          onFocus={() => setTyping(true)}
          onChange={({ target }) => onChange(target.value)}
          onBlur={() => {
            setTyping(false)
            if (written !== undefined && written !== value) onChange(written)
          }}
        />
        {!isDisabled && (
          <Popover
            label={t('moment.pick', { label })}
            className={styles.open}
            trigger={<CalendarDays size={14} aria-hidden />}
          >
            {(close) => (
              <Calendar
                moment={written ?? momentText(seatNow(), timeZone, precision)}
                now={momentText(seatNow(), timeZone, precision)}
                precision={precision}
                onPick={onChange}
                onDone={close}
              />
            )}
          </Popover>
        )}
      </div>
    </Field>
  )
}
