import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodecDescription } from '../../../domain/contract'
import { newKey, useClient, useSession } from '../../feed'
import { Button } from '../../widgets'
import { useAsk } from '../commandCentre/useAsk'
import { FieldTree } from './FieldTree'
import { HexTest } from './HexTest'
import { readDescription } from './readDescription'
import { ScriptTest } from './ScriptTest'
import styles from './Codecs.module.css'

/** One description: its tree and its JSON, with the live test beside it. Saved whole, as the next version. */
export function CodecEditor({
  description,
  savedVersion,
  onSaved,
}: {
  description: CodecDescription
  /** 0: it comes with the product. */
  savedVersion: number
  onSaved(id: string): void
}) {
  const { t } = useTranslation(['codecs', 'error'])
  const client = useClient()
  const mayWrite = useSession()?.rights.includes('codec.write') ?? false
  const original = useMemo(() => JSON.stringify(description, undefined, 2), [description])
  const [text, setText] = useState(original)
  const [view, setView] = useState<'tree' | 'json'>('tree')
  const { ask, isPending, code } = useAsk()
  const draft = useMemo(() => readDescription(text), [text])
  const readable = 'description' in draft ? draft.description : undefined
  const isChanged = text !== original

  const save = async (): Promise<void> => {
    if (draft.status !== 'sound') return
    const next = draft.description
    const basedOn = next.id === description.id ? savedVersion : 0
    const saved = await ask(() => client.call('codec.save', { key: newKey(), description: next, basedOn }))
    if (saved) onSaved(next.id)
  }
  return (
    <>
      <div className={styles.editor}>
        <div className={styles.tools}>
          <div role="group" aria-label={t('view.label')} className={styles.tabs}>
            {(['tree', 'json'] as const).map((each) => (
              <button
                key={each}
                type="button"
                aria-pressed={view === each}
                className={view === each ? styles.tabActive : styles.tab}
                onClick={() => setView(each)}
              >
                {t(`view.${each}`)}
              </button>
            ))}
          </div>
          <span className={styles.spring} />
          {isChanged && (
            <Button size="small" onClick={() => setText(original)}>
              {t('undo')}
            </Button>
          )}
          {savedVersion > 0 && mayWrite && (
            <Button
              size="small"
              look="plain"
              onClick={() => void ask(() => client.call('codec.remove', { key: newKey(), id: description.id }))}
            >
              {t('remove')}
            </Button>
          )}
          <Button
            size="small"
            look="primary"
            isPending={isPending}
            disabled={!mayWrite || !isChanged || draft.status !== 'sound'}
            title={mayWrite ? undefined : t('error:notAllowed')}
            onClick={() => void save()}
          >
            {t('save')}
          </Button>
        </div>
        {code !== undefined && (
          <p className={styles.bad} role="alert">
            {t(`error:${code}`)}
          </p>
        )}
        {draft.status === 'noJson' && <p className={styles.bad}>{t('noJson', { text: draft.text })}</p>}
        {draft.status === 'noDescription' && (
          <ul className={styles.problems}>
            {draft.faults.map(({ path, text: why }) => (
              <li key={`${path} ${why}`}>
                <code>{path}</code> {why}
              </li>
            ))}
          </ul>
        )}
        {draft.status === 'contradicts' && (
          <ul className={styles.problems}>
            {draft.problems.slice(0, 12).map(({ code: problem, path, detail }) => (
              <li key={`${path} ${problem} ${detail}`}>
                <code>{path}</code> {t(`problem.${problem}`, { detail })}
              </li>
            ))}
          </ul>
        )}
        {view === 'json' || !readable ? (
          <textarea
            className={styles.json}
            aria-label={t('view.json')}
            spellCheck={false}
            readOnly={!mayWrite}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        ) : (
          <FieldTree description={readable} />
        )}
      </div>
      <aside className={styles.test}>
        {readable && <HexTest description={readable} />}
        {readable?.script !== undefined && mayWrite && <ScriptTest script={readable.script} />}
      </aside>
    </>
  )
}
