import { useId, useRef } from 'react'
import { useTranslation } from 'react-i18next'
import type { RuleProblem } from '../../../../domain/contract'
import { useProblemWords } from '../useProblemWords'
import styles from './Fields.module.css'

export interface ExpressionVariable {
  name: string
  unit?: string | undefined
}

/** A CEL expression: the mistake is pointed out where it stands, and what may be named is one click away. */
export function ExpressionField({
  label,
  source,
  problems,
  variables,
  isDisabled = false,
  onChange,
}: {
  label: string
  source: string
  problems: readonly RuleProblem[]
  variables: readonly ExpressionVariable[]
  isDisabled?: boolean
  onChange(source: string): void
}) {
  const { t } = useTranslation('rules')
  const id = useId()
  const area = useRef<HTMLTextAreaElement>(null)
  const words = useProblemWords()
  const insert = (name: string) => {
    const [from, to] = [area.current?.selectionStart ?? source.length, area.current?.selectionEnd ?? source.length]
    onChange(`${source.slice(0, from)}${name}${source.slice(to)}`)
    area.current?.focus()
  }
  return (
    <div className={styles.field}>
      <label className={styles.label} htmlFor={id}>
        {label}
      </label>
      <textarea
        ref={area}
        id={id}
        className={`${styles.area} ${styles.code}`}
        rows={3}
        spellCheck={false}
        maxLength={2_000}
        value={source}
        disabled={isDisabled}
        aria-invalid={problems.some(({ level }) => level === 'error') || undefined}
        aria-describedby={problems.length === 0 ? undefined : `${id}-problems`}
        onChange={({ target }) => onChange(target.value)}
      />
      {problems.length > 0 && (
        <ul id={`${id}-problems`} className={styles.problems}>
          {problems.map((problem) => (
            <li key={`${problem.code} ${problem.start} ${problem.what}`} className={styles.problem}>
              {words(problem)}
              {problem.start !== undefined && <Mistake source={source} start={problem.start} end={problem.end} />}
            </li>
          ))}
        </ul>
      )}
      {!isDisabled && variables.length > 0 && (
        <div className={styles.variables} role="group" aria-label={t('field.variables')}>
          {variables.map(({ name, unit }) => (
            <button key={name} type="button" className={styles.variable} onClick={() => insert(name)}>
              {name}
              {unit !== undefined && <span className={styles.unit}>{unit}</span>}
            </button>
          ))}
        </div>
      )}
    </div>
  )
}

/** How much is shown on either side of a mistake, letters. */
const around = 24

function Mistake({ source, start, end = start + 1 }: { source: string; start: number; end?: number | undefined }) {
  const from = Math.max(0, start - around)
  const to = Math.min(source.length, Math.max(end, start + 1) + around)
  return (
    <code className={styles.mistake}>
      {from > 0 && '…'}
      {source.slice(from, start)}
      <mark>{source.slice(start, Math.max(end, start + 1)) || '␣'}</mark>
      {source.slice(Math.max(end, start + 1), to)}
      {to < source.length && '…'}
    </code>
  )
}
