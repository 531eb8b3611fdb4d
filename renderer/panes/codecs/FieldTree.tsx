import { useTranslation } from 'react-i18next'
import type { CodecDescription, CodecField, CodecLength } from '../../../domain/contract'
import { useFormat } from '../../i18n'
import styles from './Codecs.module.css'

/** What a description says: frames, their fields in order, and what is asked how often. */
export function FieldTree({ description }: { description: CodecDescription }) {
  const { t } = useTranslation('codecs')
  const format = useFormat()
  const { framing, exchanges = [], messages } = description
  return (
    <div className={styles.tree}>
      <p className={styles.muted}>
        {t(`framing.${framing.kind}`)} · {t('longest', { count: framing.maxLength })}
        {description.address !== undefined && ` · ${t('address', { field: description.address })}`}
      </p>
      {description.note !== undefined && <p className={styles.muted}>{description.note}</p>}
      {messages.map((message) => (
        <section key={message.id} className={styles.message}>
          <h3 className={styles.messageTitle}>
            {message.direction === 'in' ? '←' : '→'} {format.text(message.name)} <code>{message.id}</code>
          </h3>
          <Fields fields={message.fields} />
          {message.points?.map(({ field, property }) => (
            <p key={`${field} ${property}`} className={styles.muted}>
              {field} ⇒ {property}
            </p>
          ))}
          {message.reply !== undefined && <p className={styles.reply}>{t('replies', { message: message.reply })}</p>}
        </section>
      ))}
      {exchanges.length > 0 && (
        <section className={styles.message}>
          <h3 className={styles.messageTitle}>{t('exchanges')}</h3>
          {exchanges.map((each) => (
            <p key={each.id}>
              <code>{each.request}</code> → <code>{each.response ?? t('noAnswer')}</code>{' '}
              <span className={styles.muted}>
                {each.everyMs !== undefined && t('every', { seconds: format.number(each.everyMs / 1000, 1) })}
                {each.service !== undefined && each.service}
              </span>
            </p>
          ))}
        </section>
      )}
    </div>
  )
}

function Fields({ fields }: { fields: readonly CodecField[] }) {
  return (
    <ul className={styles.fields}>
      {fields.map((field) => (
        <li key={field.name}>
          <span className={styles.fieldName}>{field.name}</span> <FieldFacts field={field} />
          {(field.kind === 'group' || field.kind === 'array') && <Fields fields={field.fields} />}
        </li>
      ))}
    </ul>
  )
}

const lengthText = (length: CodecLength): string =>
  typeof length === 'number'
    ? String(length)
    : 'rest' in length
      ? '…'
      : `${length.field}${length.plus === undefined ? '' : length.plus < 0 ? ` − ${-length.plus}` : ` + ${length.plus}`}`

function FieldFacts({ field }: { field: CodecField }) {
  const { t } = useTranslation('codecs')
  const facts: string[] = []
  if (field.kind === 'const') facts.push(field.hex)
  if (field.kind === 'checksum') facts.push(field.algorithm, `${field.from} … ${field.to}`)
  if (field.kind === 'length') facts.push(`${field.from} … ${field.to}`)
  if ('bytes' in field) facts.push(t('bytes', { count: field.bytes }))
  if ('length' in field && field.length !== undefined) facts.push(t('bytesOf', { length: lengthText(field.length) }))
  if (field.kind === 'array') facts.push(`× ${lengthText(field.count)}`)
  if ('endian' in field && field.endian !== undefined) facts.push(t(`endian.${field.endian}`))
  if ('scale' in field && field.scale !== undefined) facts.push(`× ${field.scale}`)
  if ('offset' in field && field.offset !== undefined) facts.push(`+ ${field.offset}`)
  if ('unit' in field && field.unit !== undefined) facts.push(field.unit)
  if ('equals' in field && field.equals !== undefined) facts.push(`= ${field.equals}`)
  if (field.kind === 'group' && field.add !== undefined) facts.push(t('added', { count: field.add }))
  if (field.kind === 'bits') facts.push(field.parts.map(({ name, at, width }) => `${name}@${at}:${width}`).join(' '))
  return (
    <span className={styles.muted}>
      {t(`kind.${field.kind}`)} {facts.join(' · ')}
    </span>
  )
}
