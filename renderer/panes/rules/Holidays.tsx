import { useRef, useState } from 'react'
import { CalendarX, Trash2, Upload } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { DayTable, dayTableKey } from '../../../domain/rules/calendar'
import { useRight } from '../../feed'
import { useSetting } from '../../settings/useSetting'
import { Button, DateTimeField, Section, SelectField } from '../../widgets'
import { writtenMoment } from '../../widgets/dateTime/typedMoment'
import { readDays, withDays, type BadLine } from './dayTable'
import { useUnknownYears } from './useUnknownYears'
import styles from './Holidays.module.css'

const noDays: DayTable = []
/** A file of days has a few kilobytes; what is larger is something else. */
const mostBytes = 200_000

/** Days of this district that are not as the public table of holidays says: closed by order, working days made up, years not announced yet. */
export function Holidays() {
  const { t } = useTranslation(['rules', 'common', 'error', 'fields'])
  const mayShare = useRight('setting.share')
  const { value: table, save, refusal } = useSetting(dayTableKey, DayTable, noDays)
  const [date, setDate] = useState('')
  const [kind, setKind] = useState<'off' | 'work'>('off')
  const [bad, setBad] = useState<readonly BadLine[]>([])
  const file = useRef<HTMLInputElement>(null)
  const { lastKnown, unknown } = useUnknownYears()
  const put = (next: DayTable) => save(next, 'installation')
  const read = async (chosen: File | undefined) => {
    if (!chosen) return
    if (chosen.size > mostBytes) {
      setBad([{ line: 0, text: chosen.name }])
      return
    }
    const answer = readDays(await chosen.text())
    setBad(answer.bad)
    if (answer.bad.length === 0) put(withDays(table, answer.days))
  }
  return (
    <div className={styles.holidays}>
      <Section title={t('holidays.title')} meta={t('holidays.count', { count: table.length })}>
        <p className={styles.hint}>{t('holidays.hint', { lastKnown })}</p>
        {unknown !== undefined && (
          <p className={styles.unknown} role="note">
            <CalendarX size={16} aria-hidden />
            {t('holidays.unknown', { years: unknown })}
          </p>
        )}
        <form
          className={styles.form}
          onSubmit={(event) => {
            event.preventDefault()
            const day = writtenMoment(date, 'day')
            if (day !== undefined) put(withDays(table, [{ date: day, isWorkday: kind === 'work' }]))
          }}
        >
          <DateTimeField
            label={t('holidays.date')}
            precision="day"
            value={date}
            isDisabled={!mayShare}
            onChange={setDate}
          />
          <SelectField<'off' | 'work'>
            label={t('field.kind')}
            value={kind}
            options={[
              ['off', t('day.holiday')],
              ['work', t('day.workday')],
            ]}
            isDisabled={!mayShare}
            onChange={setKind}
          />
          <Button type="submit" look="primary" disabled={!mayShare || writtenMoment(date, 'day') === undefined}>
            {t('holidays.add')}
          </Button>
          <Button disabled={!mayShare} onClick={() => file.current?.click()}>
            <Upload size={14} aria-hidden />
            {t('holidays.import')}
          </Button>
          <input
            ref={file}
            type="file"
            accept=".csv,.txt"
            className="srOnly"
            tabIndex={-1}
            aria-label={t('holidays.import')}
            onChange={({ target }) => {
              void read(target.files?.[0])
              target.value = ''
            }}
          />
        </form>
        {refusal && (
          <p className={styles.refused} role="alert">
            {t(`error:${refusal}`)}
          </p>
        )}
        {bad.length > 0 && (
          <div className={styles.refused} role="alert">
            <p>{t('holidays.bad')}</p>
            <ul>
              {bad.slice(0, 8).map(({ line, text }) => (
                <li key={line}>{t('holidays.badLine', { line, text })}</li>
              ))}
            </ul>
          </div>
        )}
      </Section>
      {table.length > 0 && (
        <Section>
          <ul className={styles.days}>
            {table.map((day) => (
              <li key={day.date} className={styles.day}>
                <span>{day.date}</span>
                <span>{t(day.isWorkday ? 'day.workday' : 'day.holiday')}</span>
                <button
                  type="button"
                  className={styles.away}
                  disabled={!mayShare}
                  aria-label={t('fields:pick.remove', { name: day.date })}
                  title={t('fields:pick.remove', { name: day.date })}
                  onClick={() => put(table.filter((each) => each.date !== day.date))}
                >
                  <Trash2 size={14} aria-hidden />
                </button>
              </li>
            ))}
          </ul>
        </Section>
      )}
    </div>
  )
}
