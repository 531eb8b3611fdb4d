import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Grant } from '../../../domain/contract'
import { endedCodeOf, newKey, refusalCode, useClient, useCollection, useNow, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading } from '../../widgets'
import { GrantForm } from './GrantForm'
import { useGrantees } from './useGrantees'
import styles from './RegistryListsPane.module.css'

/** Devices handed to organisations and to systems of others: to whom, which, what they may, until when. */
export function GrantTab() {
  const { t } = useTranslation(['registryLists', 'common', 'error'])
  const feed = useCollection('grant.changed')
  const { items, status } = feed
  const grantees = useGrantees()
  const mayGrant = useRight('registry.grant')
  const [isNew, setNew] = useState(false)
  if (status === 'loading') return <Loading />
  if (status === 'ended') return <Failed code={endedCodeOf(feed)} />
  const grants = [...items.values()]
    .filter(({ removed }) => removed === undefined)
    .toSorted((a, b) => b.saved.atMs - a.saved.atMs)
  return (
    <div className={styles.grants}>
      <div className={styles.tools}>
        <Button size="small" disabled={!mayGrant || grantees.length === 0} onClick={() => setNew(true)}>
          {t('grant.new')}
        </Button>
        <span className={styles.muted}>
          {grantees.length === 0 ? t('grant.nobody') : t('count', { count: grants.length })}
        </span>
      </div>
      {isNew && <GrantForm grantees={grantees} onClose={() => setNew(false)} />}
      {grants.length === 0 && !isNew && <Empty>{t('grant.none')}</Empty>}
      {grants.length > 0 && (
        <table className={styles.grantTable}>
          <thead>
            <tr>
              <th>{t('grant.to')}</th>
              <th>{t('grant.over')}</th>
              <th>{t('grant.may')}</th>
              <th>{t('grant.until')}</th>
              <th>{t('grant.by')}</th>
              <th>
                <span className="srOnly">{t('remove')}</span>
              </th>
            </tr>
          </thead>
          <tbody>
            {grants.map((grant) => (
              <GrantRow
                key={grant.id}
                grant={grant}
                grantee={grantees.find(({ kind, id }) => kind === grant.to.kind && id === grant.to.id)?.name}
                mayGrant={mayGrant}
              />
            ))}
          </tbody>
        </table>
      )}
    </div>
  )
}

function GrantRow({ grant, grantee, mayGrant }: { grant: Grant; grantee: string | undefined; mayGrant: boolean }) {
  const { t } = useTranslation(['registryLists', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const now = useNow()
  const [code, setCode] = useState<ErrorCode>()
  const over = useScopeWords(grant.over)
  const { untilMs, may, saved } = grant
  const hasEnded = untilMs !== undefined && untilMs <= now
  const remove = async () => {
    try {
      await client.call('grant.remove', { key: newKey(), id: grant.id })
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  return (
    <tr>
      <td>
        <b>{grantee ?? grant.to.id}</b> <span className={styles.muted}>{t(`grant.kind.${grant.to.kind}`)}</span>
      </td>
      <td title={grant.note ?? over}>{over}</td>
      <td>{may.map((right) => t(`grant.right.${right}`)).join(' · ')}</td>
      <td className={hasEnded ? styles.problem : undefined}>
        {untilMs === undefined ? t('grant.forever') : format.dateTime(untilMs)}
      </td>
      <td className={styles.muted}>
        {saved.by.name ?? saved.by.id} · {format.dateTime(saved.atMs)}
      </td>
      <td className={styles.act}>
        {code !== undefined && <span className={styles.problem}>{t(`error:${code}`)}</span>}
        <Button
          size="small"
          look="plain"
          disabled={!mayGrant}
          title={mayGrant ? undefined : t('common:state.needsRight')}
          onClick={() => void remove()}
        >
          {t('grant.takeBack')}
        </Button>
      </td>
    </tr>
  )
}

/** Which devices a grant reaches, in words: in each of the lists. */
function useScopeWords(over: Grant['over']): string {
  const { t } = useTranslation('registryLists')
  const format = useFormat()
  const registry = useRegistry()
  const groups = useCollection('deviceGroup.changed').items
  const organisations = useCollection('organisation.changed').items
  const named = (name: Parameters<typeof format.text>[0] | undefined, id: string) => (name ? format.text(name) : id)
  const lists: [string, readonly string[] | undefined, (id: string) => string][] = [
    [t('grant.device'), over.deviceIds, (id) => id],
    [t('grant.type'), over.typeIds, (id) => named(registry.types.get(id)?.name, id)],
    [t('grant.system'), over.systemKeys, (id) => id],
    [t('grant.building'), over.buildingIds, (id) => named(registry.building(id)?.name, id)],
    [t('grant.group'), over.groupIds, (id) => named(groups.get(id)?.name, id)],
    [t('grant.organisation'), over.organisationIds, (id) => named(organisations.get(id)?.name, id)],
  ]
  return lists
    .flatMap(([label, ids, nameOf]) =>
      ids ? [t('grant.part', { label, names: ids.map(nameOf).join(t('grant.comma')) })] : [],
    )
    .join(t('grant.semicolon'))
}
