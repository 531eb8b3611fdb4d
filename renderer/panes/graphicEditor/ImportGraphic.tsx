import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Graphic } from '../../../domain/contract'
import { readGraphicFile, type FileProblem } from '../../../domain/graphics/edit/graphicFile'
import { Button, Dialog } from '../../widgets'
import styles from './ImportGraphic.module.css'

/** A graphic from a file. One that is none is refused with every place that is wrong. */
export function ImportGraphic({ isReadOnly, onRead }: { isReadOnly: boolean; onRead(graphic: Graphic): void }) {
  const { t } = useTranslation(['graphicEditor', 'common'])
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<{ file: string; problems: readonly FileProblem[] }>()
  const read = async (file: File) => {
    const answer = readGraphicFile(await file.text())
    if ('graphic' in answer) onRead(answer.graphic)
    else setRefused({ file: file.name, problems: answer.problems })
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('file.import')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          // The same file can be chosen again after it was mended.
          target.value = ''
          if (file) void read(file)
        }}
      />
      <Button
        size="small"
        disabled={isReadOnly}
        title={isReadOnly ? t('common:state.needsRight') : undefined}
        onClick={() => input.current?.click()}
      >
        {t('file.import')}
      </Button>
      {refused && (
        <Dialog label={t('file.refused', { file: refused.file })} onClose={() => setRefused(undefined)}>
          <div className={styles.dialog}>
            <h2>{t('file.refused', { file: refused.file })}</h2>
            <ul className={styles.problems}>
              {refused.problems.map(({ code, path }) => (
                <li key={`${code} ${path}`}>
                  {path !== '' && <code className={styles.path}>{path}</code>}
                  {t(`file.problem.${code}`)}
                </li>
              ))}
            </ul>
            <Button onClick={() => setRefused(undefined)}>{t('common:close')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}
