import { useTranslation } from 'react-i18next'
import type { OutputField, ServiceParameter } from '../../../domain/contract'
import { EditTable, NumberCell, SelectCell, TextCell } from '../../widgets'
import { changedAt, droppedAt, mostFields, newField, withKind, withPart } from './partDraft'
import { ValuesCell } from './ValuesCell'
import type { DraftProblem } from './typeDraft'
import styles from './TypeEditor.module.css'

/** Fields of an input, an answer or an event, as a table to type in. */
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
  const nameOf = ({ name, id }: F) => `${title} ${name.zh || id}`
  return (
    <section className={styles.fields} aria-label={title}>
      <h4 className={styles.fieldsTitle}>{title}</h4>
      <EditTable
        label={title}
        heads={[...heads.map((head) => t(`head.${head}`)), ...(hasText ? [t('head.maxLength')] : [])]}
        items={fields}
        nameOf={nameOf}
        onDrop={(at) => onChange(droppedAt<F | ServiceParameter>(fields, at))}
        add={{
          label: addLabel,
          isFull: fields.length >= mostFields,
          onAdd: () => onChange([...fields, newField()]),
        }}
        cellsOf={(field, at) => {
          const label = (head: string) => `${nameOf(field)} ${head}`
          const isWrong = (part: string) => problems.some((one) => one.path.startsWith(`${path}[${at}].${part}`))
          const put = (next: F) => onChange(changedAt<F | ServiceParameter>(fields, at, next))
          const number = (part: 'min' | 'max' | 'maxLength', value: number | undefined) => (
            <NumberCell
              key={part}
              label={label(t(`head.${part}`))}
              value={value}
              isWrong={isWrong(part)}
              onChange={(typed) => put(withPart(field, part, typed))}
            />
          )
          return [
            <TextCell
              key="id"
              label={label(t('head.id'))}
              value={field.id}
              width="wide"
              isWrong={isWrong('id')}
              onChange={(id) => put({ ...field, id })}
            />,
            <TextCell
              key="zh"
              label={label(t('head.nameZh'))}
              value={field.name.zh}
              width="wide"
              isWrong={isWrong('name.zh')}
              onChange={(zh) => put({ ...field, name: { ...field.name, zh } })}
            />,
            <TextCell
              key="en"
              label={label(t('head.nameEn'))}
              value={field.name.en}
              width="wide"
              onChange={(en) => put({ ...field, name: { ...field.name, en } })}
            />,
            <SelectCell<F['type']>
              key="kind"
              label={label(t('head.kind'))}
              value={field.type}
              options={kinds.map((kind) => [kind, t(`kind.${kind}`)])}
              onChange={(kind) => put(withKind(field, kind))}
            />,
            field.type === 'number' && (
              <TextCell
                key="unit"
                label={label(t('head.unit'))}
                value={field.unit ?? ''}
                onChange={(unit) => put(withPart(field, 'unit', unit === '' ? undefined : unit))}
              />
            ),
            field.type === 'number' && number('min', field.min),
            field.type === 'number' && number('max', field.max),
            (field.type === 'enum' || field.type === 'bool') && (
              <ValuesCell
                key="values"
                label={label(t('head.values'))}
                values={field.values}
                isWrong={isWrong('values')}
                onChange={(values) => put(withPart(field, 'values', values))}
              />
            ),
            ...(hasText
              ? [field.type === 'text' && number('maxLength', 'maxLength' in field ? field.maxLength : undefined)]
              : []),
          ]
        }}
      />
    </section>
  )
}
