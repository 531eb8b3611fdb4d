import { useTranslation } from 'react-i18next'
import type { ImportPreview } from '../../../domain/contract/calls/registryEditing'
import { useFormat } from '../../i18n'
import { fieldOfColumn } from '../../registry/deviceDraft'
import { useProblemWords } from '../../registry/useProblemWords'
import { VirtualList } from '../../widgets'
import styles from './RegistryImportPane.module.css'

/** A column by its name on screen, with the key that may head it in the file. */
function ColumnName({ field }: { field: string | undefined }) {
  const { t } = useTranslation('registry')
  const known = field === undefined ? undefined : fieldOfColumn(field)
  return (
    <span>
      {known && `${t(`field.${known}`)} `}
      <code className={styles.muted}>{field}</code>
    </span>
  )
}

/** What is wrong, row by row; with nothing wrong the first rows as they were understood. */
export function PreviewTable({ preview }: { preview: ImportPreview }) {
  const { t } = useTranslation('registryImport')
  const format = useFormat()
  const say = useProblemWords()
  const { problems, problemCount, sample } = preview
  if (problemCount > 0)
    return (
      <>
        <div className={`${styles.line} ${styles.lineHead}`}>
          <span>{t('head.row')}</span>
          <span>{t('head.field')}</span>
          <span>{t('head.problem')}</span>
        </div>
        <VirtualList
          label={t('count.problems')}
          count={problems.length + (problemCount > problems.length ? 1 : 0)}
          rowKey={(index) => String(index)}
          renderRow={(index) => {
            const problem = problems[index]
            return problem ? (
              <div className={styles.line}>
                <span className={styles.number}>{problem.row === undefined ? t('whole') : problem.row}</span>
                <ColumnName field={problem.field} />
                <span className={styles.problem}>{say(problem)}</span>
              </div>
            ) : (
              <p className={styles.more}>{t('more', { count: format.number(problemCount - problems.length) })}</p>
            )
          }}
        />
      </>
    )
  return (
    <>
      <div className={`${styles.line} ${styles.lineHead}`}>
        <span>{t('head.row')}</span>
        <span>{t('head.device')}</span>
        <span>{t('head.does')}</span>
      </div>
      <VirtualList
        label={t('sample')}
        count={sample.length + (preview.rows > sample.length ? 1 : 0)}
        rowKey={(index) => String(index)}
        renderRow={(index) => {
          const row = sample[index]
          return row ? (
            <div className={styles.line}>
              <span className={styles.number}>{row.row}</span>
              <code>{row.deviceId}</code>
              <span className={row.kind === 'same' ? styles.muted : undefined}>{t(`kind.${row.kind}`)}</span>
            </div>
          ) : (
            <p className={styles.more}>{t('moreRows', { count: format.number(preview.rows - sample.length) })}</p>
          )
        }}
      />
    </>
  )
}
