import { useState } from 'react'
import { Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useCollection, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { treeRows } from '../../registry/treeRows'
import { Button, Empty, Loading, Pane, PaneTitle } from '../../widgets'
import { GrantTab } from './GrantTab'
import { ItemForm } from './ItemForm'
import { listKinds, type ListItem, type ListKind } from './listKinds'
import styles from './RegistryListsPane.module.css'

const feeds = {
  maker: 'maker.changed',
  thirdPartySystem: 'thirdPartySystem.changed',
  organisation: 'organisation.changed',
  deviceGroup: 'deviceGroup.changed',
} as const

/** What devices and types refer to: makers, systems of others, organisations, groups; and what was handed to whom. */
export function RegistryListsPane() {
  const { t } = useTranslation('registryLists')
  const [kind, setKind] = useState<ListKind | 'grant'>('maker')
  const header = (
    <PaneTitle title={t('title')}>
      <div className={styles.tabs} role="tablist">
        {([...listKinds, 'grant'] as const).map((each) => (
          <button
            key={each}
            type="button"
            role="tab"
            className={styles.tab}
            aria-selected={each === kind}
            onClick={() => setKind(each)}
          >
            {t(`kind.${each}`)}
          </button>
        ))}
      </div>
    </PaneTitle>
  )
  return <Pane header={header}>{kind === 'grant' ? <GrantTab /> : <OneList key={kind} kind={kind} />}</Pane>
}

function OneList({ kind }: { kind: ListKind }) {
  const { t } = useTranslation(['registryLists', 'common'])
  const format = useFormat()
  const { items, status } = useCollection(feeds[kind])
  const mayWrite = useRight('registry.write')
  const [chosen, setChosen] = useState<string>()
  const list = [...items.values()].filter(({ removed }) => removed === undefined).map((item): ListItem => ({ ...item }))
  const rows = treeRows(
    list.map((each) => {
      const parentId = each['parentId']
      return { id: each.id, name: format.text(each.name), ...(typeof parentId === 'string' && { parentId }) }
    }),
  )
  const item = list.find(({ id }) => id === chosen)
  return (
    <div className={styles.columns}>
      <div className={styles.list}>
        <div className={styles.tools}>
          <Button
            size="small"
            disabled={!mayWrite}
            title={mayWrite ? undefined : t('common:state.needsRight')}
            onClick={() => setChosen('new')}
          >
            <Plus size={14} aria-hidden />
            {t('add', { kind: t(`kind.${kind}`) })}
          </Button>
          <span className={styles.muted}>{t('count', { count: list.length })}</span>
        </div>
        {status === 'loading' && <Loading />}
        {status === 'ended' && <Empty>{t('common:state.needsRight')}</Empty>}
        {status === 'live' && list.length === 0 && <Empty>{t(`none.${kind}`)}</Empty>}
        <ul className={styles.rows}>
          {rows.map(({ id, name, level }) => (
            <li key={id}>
              <button
                type="button"
                className={styles.row}
                style={{ paddingLeft: `calc(var(--space-3) + ${level} * var(--space-4))` }}
                aria-pressed={id === chosen}
                onClick={() => setChosen(id)}
              >
                <span className={styles.name}>{name}</span>
                <span className={styles.muted}>{detailOf(list.find((each) => each.id === id))}</span>
              </button>
            </li>
          ))}
        </ul>
      </div>
      <div className={styles.main}>
        {chosen === 'new' || item ? (
          <ItemForm
            key={chosen}
            kind={kind}
            item={item}
            others={list.filter(({ id }) => id !== chosen)}
            mayWrite={mayWrite}
            onDone={setChosen}
          />
        ) : (
          <Empty>{t('chooseOne')}</Empty>
        )}
      </div>
    </div>
  )
}

const detailOf = (item: ListItem | undefined): string =>
  [
    item?.['contact'],
    item?.['phone'],
    typeof item?.['host'] === 'string' && typeof item['port'] === 'number'
      ? `${item['host']}:${item['port']}`
      : undefined,
    item?.['note'],
  ]
    .filter((each) => typeof each === 'string')
    .join(' · ')
