import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { OutputField, ServiceParameter } from '../../../domain/contract'
import { Button } from '../../widgets'
import { NumberCell, TextCell } from './Cells'
import { changedAt, droppedAt, mostFields, newField, withKind } from './partDraft'
import { ValuesCell } from './ValuesCell'
import type { DraftProblem } from './typeDraft'
import styles from './TypeEditor.module.css'

/** Fields of an input, an answer or an event, as a table to type in. Only what is told once may be text. */
export function FieldEditor<F extends ServiceParameter | OutputField>({
  title,
  fields,
  kinds,
  path,
  problems,
  addLabel,
  onChange,
}: {
  title: string
  fields: readonly F[]
  kinds: readonly F['type'][]
  /** Of the list in the type: `services[0].input`. */
  path: string
  problems: readonly DraftProblem[]
  addLabel: string
  /** @param fields a new field has no kind but number */
  onChange(fields: (F | ServiceParameter)[]): void
}) {
  const { t } = useTranslation('deviceTypes')
  const hasText = kinds.some((kind) => kind === 'text')
  const heads = ['id', 'nameZh', 'nameEn', 'kind', 'unit', 'min', 'max', 'values'] as const
  return (
    <section className={styles.fields} aria-label={title}>
      <h4 className={styles.fieldsTitle}>{title}</h4>
      {fields.length > 0 && (
        <table className={styles.table}>
          <thead>
            <tr>
              {heads.map((head) => (
                <th key={head} scope="col">
                  {t(`head.${head}`)}
                </th>
              ))}
              {hasText && <th scope="col">{t('head.maxLength')}</th>}
              <th scope="col">
                <span className="srOnly">{t('head.drop')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {fields.map((field, at) => {
              const name = field.name.zh || field.id
              const label = (head: string) => `${title} ${name} ${head}`
              const isWrong = (part: string) => problems.some((one) => one.path.startsWith(`${path}[${at}].${part}`))
              const put = (next: F) => onChange(changedAt<F | ServiceParameter>(fields, at, next))
              const number = (part: 'min' | 'max' | 'maxLength', value: number | undefined) => (
                <NumberCell
                  label={label(t(`head.${part}`))}
                  value={value}
                  isWrong={isWrong(part)}
                  onChange={(typed) => put(withPart(field, part, typed))}
                />
              )
              return (
                // oxlint-disable-next-line react/no-array-index-key -- a new field has nothing else of its own while it is typed
                <tr key={at}>
                  <td>
                    <TextCell
                      label={label(t('head.id'))}
                      value={field.id}
                      isWide
                      isWrong={isWrong('id')}
                      onChange={(id) => put({ ...field, id })}
                    />
                  </td>
                  <td>
                    <TextCell
                      label={label(t('head.nameZh'))}
                      value={field.name.zh}
                      isWide
                      isWrong={isWrong('name.zh')}
                      onChange={(zh) => put({ ...field, name: { ...field.name, zh } })}
                    />
                  </td>
                  <td>
                    <TextCell
                      label={label(t('head.nameEn'))}
                      value={field.name.en}
                      isWide
                      onChange={(en) => put({ ...field, name: { ...field.name, en } })}
                    />
                  </td>
                  <td>
                    <select
                      className={styles.select}
                      aria-label={label(t('head.kind'))}
                      value={field.type}
                      onChange={({ target }) => {
                        const kind = kinds.find((each) => each === target.value)
                        if (kind !== undefined) put(withKind(field, kind))
                      }}
                    >
                      {kinds.map((kind) => (
                        <option key={kind} value={kind}>
                          {t(`kind.${kind}`)}
                        </option>
                      ))}
                    </select>
                  </td>
                  <td>
                    {field.type === 'number' && (
                      <TextCell
                        label={label(t('head.unit'))}
                        value={field.unit ?? ''}
                        onChange={(unit) => put(withPart(field, 'unit', unit === '' ? undefined : unit))}
                      />
                    )}
                  </td>
                  <td>{field.type === 'number' && number('min', field.min)}</td>
                  <td>{field.type === 'number' && number('max', field.max)}</td>
                  <td>
                    {(field.type === 'enum' || field.type === 'bool') && (
                      <ValuesCell
                        label={label(t('head.values'))}
                        values={field.values}
                        onChange={(values) => put(withPart(field, 'values', values))}
                      />
                    )}
                  </td>
                  {hasText && (
                    <td>
                      {field.type === 'text' && number('maxLength', 'maxLength' in field ? field.maxLength : undefined)}
                    </td>
                  )}
                  <td>
                    <Button
                      size="small"
                      look="plain"
                      aria-label={t('dropField', { name: `${title} ${name}` })}
                      onClick={() => onChange(droppedAt<F | ServiceParameter>(fields, at))}
                    >
                      <X size={14} aria-hidden />
                    </Button>
                  </td>
                </tr>
              )
            })}
          </tbody>
        </table>
      )}
      <Button
        size="small"
        look="plain"
        disabled={fields.length >= mostFields}
        onClick={() => onChange([...fields, newField()])}
      >
        <Plus size={14} aria-hidden />
        {addLabel}
      </Button>
    </section>
  )
}

/** With one part, or without it. */
function withPart<F extends object>(field: F, part: string, value: unknown): F {
  const next: Record<string, unknown> = { ...field, [part]: value }
  if (value === undefined) delete next[part]
  // oxlint-disable-next-line typescript/no-unsafe-type-assertion -- the same field with one part of it changed; the contract's schema looks at it before it is sent
  return next as F
}
