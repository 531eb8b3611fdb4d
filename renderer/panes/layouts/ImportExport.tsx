import { useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { exportLayout, importLayout, type Layout, type LayoutProblem } from '../../../layouts'
import { Button, Dialog } from '../../widgets'
import { useLayoutWords } from './useLayoutWords'
import styles from './LayoutsPane.module.css'

/** Layouts as files. A file that is no layout is refused with every place that is wrong. */
export function ImportExport({ layout, onImport }: { layout: Layout | undefined; onImport(layout: Layout): void }) {
  const { t } = useTranslation(['layouts', 'common'])
  const words = useLayoutWords()
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<{ file: string; problems: readonly LayoutProblem[] }>()
  const read = async (file: File) => {
    const answer = importLayout(await file.text())
    if ('layout' in answer) onImport(answer.layout)
    else setRefused({ file: file.name, problems: answer.problems })
  }
  return (
    <>
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('importFile')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          // The same file can be chosen again after it was mended.
          target.value = ''
          if (file) void read(file)
        }}
      />
      <Button size="small" onClick={() => input.current?.click()}>
        {t('importFile')}
      </Button>
      <Button size="small" disabled={!layout} onClick={() => layout && download(layout)}>
        {t('exportFile')}
      </Button>
      {refused && (
        <Dialog label={t('importRefused', { file: refused.file })} onClose={() => setRefused(undefined)}>
          <div className={styles.dialog}>
            <h2>{t('importRefused', { file: refused.file })}</h2>
            <ul className={styles.changes}>
              {refused.problems.map((problem) => (
                <li key={JSON.stringify(problem)}>{words.importProblem(problem)}</li>
              ))}
            </ul>
            <Button onClick={() => setRefused(undefined)}>{t('common:close')}</Button>
          </div>
        </Dialog>
      )}
    </>
  )
}

function download(layout: Layout): void {
  const link = document.createElement('a')
  link.href = URL.createObjectURL(new Blob([exportLayout(layout)], { type: 'application/json' }))
  link.download = `${layout.id}-${layout.revision}.json`
  link.click()
  URL.revokeObjectURL(link.href)
}
