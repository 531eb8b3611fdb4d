import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceType } from '../../../domain/contract'
import { Button } from '../../widgets'
import { readTypeText, type TypeReading } from './typeDraft'
import styles from './TypeEditor.module.css'

const shownProblems = 8

/** The whole type as text, the expert's way to all of it: new alarms, panel and papers too. It is taken over whole, or not at all. */
export function TypeText({ type, onChange }: { type: DeviceType; onChange(type: DeviceType): void }) {
  const { t } = useTranslation(['deviceTypes', 'registry'])
  const [text, setText] = useState(() => JSON.stringify(type, undefined, 2))
  const [refused, setRefused] = useState<Extract<TypeReading, { ok: false }>>()
  const take = () => {
    const reading = readTypeText(text)
    setRefused(reading.ok ? undefined : reading)
    if (reading.ok) onChange({ ...reading.type, id: type.id, version: type.version })
  }
  return (
    <div className={styles.tableBox}>
      <textarea
        className={styles.text}
        aria-label={t('tab.text')}
        value={text}
        spellCheck={false}
        rows={18}
        onChange={(event) => setText(event.target.value)}
      />
      <div className={styles.textFoot}>
        <Button size="small" onClick={take}>
          {t('takeText')}
        </Button>
        {refused && (
          <ul className={styles.problem} role="alert">
            {refused.problems === 'notJson' ? (
              <li>{t('notJson')}</li>
            ) : (
              refused.problems.slice(0, shownProblems).map(({ path, code }) => (
                <li key={path}>
                  <code>{path}</code> {t(`registry:problem.${code}`)}
                </li>
              ))
            )}
          </ul>
        )}
      </div>
    </div>
  )
}
