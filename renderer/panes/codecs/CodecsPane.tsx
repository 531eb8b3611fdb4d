import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { CodecDescription } from '../../../domain/contract'
import { shippedCodecs } from '../../../domain/codec/shipped'
import { endedCodeOf, useCollection } from '../../feed'
import { useFormat } from '../../i18n'
import { Failed, Loading, Pane, PaneTitle } from '../../widgets'
import { CodecEditor } from './CodecEditor'
import { PassThroughList } from './PassThroughList'
import styles from './Codecs.module.css'

/** Protocols that are described: list, editor, live test; and what is done with raw bytes. */
export function CodecsPane() {
  const { t } = useTranslation(['codecs', 'common'])
  const format = useFormat()
  const feed = useCollection('codec.changed')
  const { items, status } = feed
  const [chosen, setChosen] = useState<string>()
  const saved = new Map([...items.values()].map(({ id, description }) => [id, description]))
  const list: CodecDescription[] = [...saved.values(), ...shippedCodecs.filter(({ id }) => !saved.has(id))].sort(
    (a, b) => a.id.localeCompare(b.id),
  )
  const description = list.find(({ id }) => id === chosen) ?? list[0]
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  return (
    <Pane header={<PaneTitle title={t('common:pane.codecs')} meta={t('count', { count: list.length })} />}>
      <div className={styles.columns}>
        <aside className={styles.side}>
          <ul>
            {list.map((each) => (
              <li key={each.id}>
                <button
                  type="button"
                  className={each === description ? styles.itemActive : styles.item}
                  aria-pressed={each === description}
                  onClick={() => setChosen(each.id)}
                >
                  <b>{format.text(each.name)}</b>
                  <span className={styles.muted}>
                    {each.id} · {saved.has(each.id) ? t('version', { version: each.version }) : t('shipped')}
                  </span>
                </button>
              </li>
            ))}
          </ul>
          <PassThroughList codecs={list} />
        </aside>
        {description && (
          <CodecEditor
            key={`${description.id} ${description.version} ${saved.has(description.id)}`}
            description={description}
            savedVersion={saved.get(description.id)?.version ?? 0}
            onSaved={setChosen}
          />
        )}
      </div>
    </Pane>
  )
}
