import { useRef, useState, type DragEvent } from 'react'
import { FileUp } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, RegistryImport } from '../../../domain/contract'
import { ImportFormat } from '../../../domain/contract/calls/registryEditing'
import { refusalCode, useClient, useCollection, useNow, useRight } from '../../feed'
import { useFormat, useLanguage } from '../../i18n'
import { saveFile } from '../../registry/saveFile'
import { useProblemWords } from '../../registry/useProblemWords'
import { Button, Loading, Pane, PaneTitle, Section } from '../../widgets'
import { PreviewTable } from './PreviewTable'
import { useImport, type Import } from './useImport'
import styles from './RegistryImportPane.module.css'

/** Devices by file: dropped, held against the registry, looked at row by row, written whole or not at all; and given out again. */
export function RegistryImportPane() {
  const { t } = useTranslation('registryImport')
  const mayWrite = useRight('registry.write')
  const running = useImport()
  return (
    <Pane header={<PaneTitle title={t('title')} meta={t('meta')} />}>
      <div className={styles.columns}>
        <div className={styles.side}>
          <Source running={running} mayWrite={mayWrite} />
          <Files />
          {mayWrite && <Past />}
        </div>
        <div className={styles.main}>
          <Step running={running} />
        </div>
      </div>
    </Pane>
  )
}

/** Where a file is dropped or chosen. */
function Source({ running, mayWrite }: { running: Import; mayWrite: boolean }) {
  const { t } = useTranslation(['registryImport', 'common'])
  const input = useRef<HTMLInputElement>(null)
  const [isOver, setOver] = useState(false)
  const take = (files: FileList | null) => {
    const [file] = files ?? []
    if (file) void running.read(file)
  }
  const over = (event: DragEvent, is: boolean) => {
    event.preventDefault()
    setOver(is && mayWrite)
  }
  return (
    <Section title={t('import')}>
      <input
        ref={input}
        type="file"
        accept=".csv,.xlsx,.geojson,.json"
        hidden
        aria-label={t('choose')}
        onChange={({ target }) => {
          take(target.files)
          // The same file can be chosen again after it was mended.
          target.value = ''
        }}
      />
      <button
        type="button"
        className={isOver ? styles.dropOver : styles.drop}
        disabled={!mayWrite}
        title={mayWrite ? undefined : t('common:state.needsRight')}
        onClick={() => input.current?.click()}
        onDragOver={(event) => over(event, true)}
        onDragLeave={(event) => over(event, false)}
        onDrop={(event) => {
          over(event, false)
          if (mayWrite) take(event.dataTransfer.files)
        }}
      >
        <FileUp size={24} strokeWidth={1.5} aria-hidden />
        <span className={styles.strong}>{t('choose')}</span>
        <span>{mayWrite ? t('formats') : t('noRight')}</span>
      </button>
    </Section>
  )
}

/** Templates to begin with, and the whole registry as a file. */
function Files() {
  const { t } = useTranslation(['registryImport', 'error'])
  const client = useClient()
  const language = useLanguage()
  const [code, setCode] = useState<ErrorCode>()
  const save = async (ask: () => Promise<{ fileName: string; content: Uint8Array }>) => {
    setCode(undefined)
    try {
      const { fileName, content } = await ask()
      saveFile(fileName, new Uint8Array(content))
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <>
      <Section title={t('template')}>
        <div className={styles.buttons}>
          {ImportFormat.options.map((format) => (
            <Button
              key={format}
              size="small"
              onClick={() => void save(() => client.call('registry.importTemplate', { format, language }))}
            >
              {t(`format.${format}`)}
            </Button>
          ))}
        </div>
      </Section>
      <Section title={t('export')} meta={t('exportMeta')}>
        <div className={styles.buttons}>
          {ImportFormat.options.map((format) => (
            <Button
              key={format}
              size="small"
              onClick={() => void save(() => client.call('registry.export', { format, filter: {}, language }))}
            >
              {t(`format.${format}`)}
            </Button>
          ))}
        </div>
        {code !== undefined && (
          <p className={styles.problem} role="alert">
            {t(`error:${code}`)}
          </p>
        )}
      </Section>
    </>
  )
}

/** Imports of before and how far they came. */
function Past() {
  const { t } = useTranslation('registryImport')
  const format = useFormat()
  const nowMs = useNow()
  const { items } = useCollection('registryImport.changed')
  const past = [...items.values()].sort((a, b) => b.started.atMs - a.started.atMs).slice(0, 12)
  return (
    <Section title={t('past')}>
      {past.length === 0 && <p className={styles.muted}>{t('noPast')}</p>}
      <ul>
        {past.map((each) => (
          <li key={each.id} className={styles.past}>
            <span className={styles.muted}>{format.moment(each.started.atMs, nowMs)}</span>
            <span className={styles.file} title={each.fileName}>
              {each.fileName}
            </span>
            <span className={styles.muted}>
              {t(`state.${each.state}`, { written: format.number(each.written), rows: format.number(each.rows) })}
            </span>
          </li>
        ))}
      </ul>
    </Section>
  )
}

function Step({ running }: { running: Import }) {
  const { t } = useTranslation(['registryImport', 'error'])
  const format = useFormat()
  const say = useProblemWords()
  const { state } = running
  if (state.step === 'idle')
    return (
      <div className={styles.hint}>
        <p className={styles.strong}>{t('hint.title')}</p>
        <ol>
          {(['template', 'drop', 'look', 'write'] as const).map((step) => (
            <li key={step}>{t(`hint.${step}`)}</li>
          ))}
        </ol>
      </div>
    )
  if (state.step === 'reading')
    return (
      <>
        <p className={styles.hint}>{t('reading', { file: state.file })}</p>
        <Loading />
      </>
    )
  if (state.step === 'refused')
    return (
      <div className={styles.hint} role="alert">
        <p className={styles.strong}>{t('refused', { file: state.file })}</p>
        <p className={styles.problem}>{state.why === 'format' ? t('wrongFormat') : t(`error:${state.why}`)}</p>
        <ul>
          {state.problems.map((problem) => (
            <li key={`${problem.row} ${problem.field} ${problem.code}`}>{say(problem)}</li>
          ))}
        </ul>
        <Button onClick={running.drop}>{t('another')}</Button>
      </div>
    )
  const { preview, file } = state
  const isBad = preview.problemCount > 0
  const toWrite = preview.adds + preview.changes
  return (
    <div className={styles.step}>
      <header className={styles.head}>
        <b className={styles.strong}>{file}</b>
        <dl className={styles.counts}>
          {(
            [
              ['rows', preview.rows],
              ['adds', preview.adds],
              ['changes', preview.changes],
              ['same', preview.same],
              ['problems', preview.problemCount],
            ] as const
          ).map(([name, count]) => (
            <div key={name} className={name === 'problems' && count > 0 ? styles.bad : undefined}>
              <dt>{t(`count.${name}`)}</dt>
              <dd>{format.number(count)}</dd>
            </div>
          ))}
        </dl>
      </header>
      {isBad && <p className={styles.verdict}>{t('bad', { count: preview.problemCount })}</p>}
      <div className={styles.rows}>
        <PreviewTable preview={preview} />
      </div>
      <footer className={styles.foot}>
        {state.step === 'applied' ? (
          <Progress importId={preview.importId} rows={toWrite} onAnother={running.drop} />
        ) : (
          <>
            <span className={styles.told} role="status">
              {state.code !== undefined && <span className={styles.problem}>{t(`error:${state.code}`)}</span>}
            </span>
            <Button look="plain" onClick={running.drop}>
              {t('another')}
            </Button>
            <Button
              look="primary"
              disabled={isBad || toWrite === 0}
              title={isBad ? t('badTip') : toWrite === 0 ? t('nothing') : undefined}
              onClick={() => void running.apply()}
            >
              {t('apply', { adds: format.number(preview.adds), changes: format.number(preview.changes) })}
            </Button>
          </>
        )}
      </footer>
    </div>
  )
}

/** How much of it is written; the registry follows as it goes. */
function Progress({ importId, rows, onAnother }: { importId: string; rows: number; onAnother(): void }) {
  const { t } = useTranslation('registryImport')
  const format = useFormat()
  const known: RegistryImport | undefined = useCollection('registryImport.changed').items.get(importId)
  const written = known?.written ?? 0
  const state = known?.state ?? 'applying'
  return (
    <>
      <progress className={styles.progress} max={known?.rows ?? rows} value={written} aria-label={t('progress')} />
      <span className={styles.told} role="status">
        {t(`state.${state}`, { written: format.number(written), rows: format.number(known?.rows ?? rows) })}
      </span>
      <Button onClick={onAnother}>{t('another')}</Button>
    </>
  )
}
