import { useEffect, useRef, useState, type KeyboardEvent } from 'react'
import { ChevronLeft, ChevronRight } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useLanguage } from '../../i18n'
import { Button } from '../Button'
import { SelectField } from '../SelectField'
import { shiftMonths, stepOf, weeksOf } from './monthGrid'
import type { Precision } from './typedMoment'
import styles from './DateTime.module.css'

/** A day of the shown month to pick, and the time of it. Arrows go by days and weeks, Page Up and Down by months, Enter takes. */
export function Calendar({
  moment,
  now,
  precision,
  onPick,
  onDone,
}: {
  /** As it is written: `2026-11-23 03:00`. */
  moment: string
  /** The present, written the same way. */
  now: string
  precision: Precision
  onPick(moment: string): void
  /** Nothing is left to pick. */
  onDone(): void
}) {
  const { t } = useTranslation('fields')
  const language = useLanguage()
  const chosen = moment.slice(0, 10)
  const time = moment.slice(11)
  const [at, setAt] = useState(chosen)
  const grid = useRef<HTMLTableElement>(null)
  // The day under the hand has the focus, on opening and wherever keys lead to.
  const [isByKey, setByKey] = useState(true)
  useEffect(() => {
    if (isByKey) grid.current?.querySelector<HTMLElement>(`[data-date="${at}"]`)?.focus({ preventScroll: true })
  }, [at, isByKey])

  const put = (date: string, clock: string) => onPick(precision === 'day' ? date : `${date} ${clock}`)
  const pickDay = (date: string) => {
    setAt(date)
    put(date, time)
    if (precision === 'day') onDone()
  }
  const press = (event: KeyboardEvent) => {
    const next = stepOf(event.key, at)
    if (next === undefined) return
    event.preventDefault()
    setByKey(true)
    setAt(next)
  }
  const turn = (months: number) => {
    setByKey(false)
    setAt(shiftMonths(at, months))
  }
  const utc = (date: string) => new Date(`${date}T00:00:00Z`)
  const words = (date: string, options: Intl.DateTimeFormatOptions) =>
    new Intl.DateTimeFormat(language, { timeZone: 'UTC', ...options }).format(utc(date))
  const weeks = weeksOf(at)
  const [hour = '', minute = '', ...seconds] = time.split(':')
  const setTime = (hours: string, minutes: string) => put(chosen, [hours, minutes, ...seconds].join(':'))
  return (
    <div className={styles.calendar}>
      <div className={styles.month}>
        <Button size="small" look="plain" aria-label={t('moment.monthBefore')} onClick={() => turn(-1)}>
          <ChevronLeft size={14} aria-hidden />
        </Button>
        <span className={styles.monthName} aria-live="polite">
          {words(at, { year: 'numeric', month: language === 'en' ? 'short' : 'long' })}
        </span>
        <Button size="small" look="plain" aria-label={t('moment.monthAfter')} onClick={() => turn(1)}>
          <ChevronRight size={14} aria-hidden />
        </Button>
      </div>
      <table ref={grid} className={styles.days}>
        <thead>
          <tr>
            {weeks[0]?.map((date) => (
              <th key={date} scope="col" abbr={words(date, { weekday: 'long' })}>
                {words(date, { weekday: language === 'en' ? 'short' : 'narrow' })}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {weeks.map((week) => (
            <tr key={week[0]}>
              {week.map((date) => (
                <td key={date}>
                  <button
                    type="button"
                    data-date={date}
                    tabIndex={date === at ? 0 : -1}
                    aria-pressed={date === chosen}
                    className={date.slice(0, 7) === at.slice(0, 7) ? styles.day : styles.dayBeside}
                    aria-current={date === now.slice(0, 10) ? 'date' : undefined}
                    aria-label={words(date, { dateStyle: 'full' })}
                    onClick={() => pickDay(date)}
                    onKeyDown={press}
                  >
                    {Number(date.slice(8))}
                  </button>
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
      <div className={styles.clock}>
        {precision !== 'day' && (
          <>
            <SelectField
              label={t('moment.hour')}
              isLabelHidden
              size="small"
              value={hour}
              options={upTo(24)}
              onChange={(hours) => setTime(hours, minute)}
            />
            :
            <SelectField
              label={t('moment.minute')}
              isLabelHidden
              size="small"
              value={minute}
              options={upTo(60)}
              onChange={(minutes) => setTime(hour, minutes)}
            />
          </>
        )}
        <span className={styles.spring} />
        <Button size="small" look="plain" onClick={() => onPick(now)}>
          {t(precision === 'day' ? 'moment.today' : 'moment.now')}
        </Button>
        <Button size="small" onClick={onDone}>
          {t('moment.done')}
        </Button>
      </div>
    </div>
  )
}

/** `00` to one less than `end`, each for itself. */
const upTo = (end: number) =>
  Array.from({ length: end }, (_, number) => {
    const digits = String(number).padStart(2, '0')
    return [digits, digits] as const
  })
