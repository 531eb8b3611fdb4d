import { useEffect, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode, Result, Rule, RuleDraft } from '../../../domain/contract'
import { newKey, refusalCode, useClient, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Failed, Loading, Section } from '../../widgets'
import { compareRules } from './compareRules'
import { useRuleWords } from './useRuleWords'
import styles from './RuleView.module.css'

type Version = Result<'rule.versions'>['versions'][number]

/** What the rule was: each version with what changed since it, and the way back. */
export function Versions({
  rule,
  draft,
  onRestore,
}: {
  rule: Rule
  draft: RuleDraft
  onRestore(rule: RuleDraft): void
}) {
  const { t } = useTranslation(['rules', 'error', 'common'])
  const client = useClient()
  const mayWrite = useRight('rule.write')
  const [versions, setVersions] = useState<readonly Version[]>()
  const [code, setCode] = useState<ErrorCode>()
  const { id, version } = rule
  useEffect(() => {
    let isCurrent = true
    client.call('rule.versions', { id }).then(
      (answer) => isCurrent && setVersions(answer.versions.toSorted((a, b) => b.version - a.version)),
      (error: unknown) => isCurrent && setCode(refusalCode(error)),
    )
    return () => void (isCurrent = false)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new version is one more to list
  }, [client, id, version])
  const remove = async () => {
    try {
      await client.call('rule.remove', { key: newKey(), id, basis: version })
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  if (code) return <Failed code={code} />
  if (!versions) return <Loading />
  const isShipped = rule.origin === 'shipped'
  return (
    <>
      <Section title={t('mode.versions')} meta={String(versions.length)}>
        {versions.length === 0 && <p className={styles.hint}>{t('versions.none')}</p>}
        <ol className={styles.versions}>
          {versions.map((each) => (
            <VersionRow
              key={each.version}
              version={each}
              isCurrent={each.version === version}
              draft={draft}
              mayRestore={mayWrite}
              onRestore={() => onRestore(each.rule)}
            />
          ))}
        </ol>
      </Section>
      {mayWrite && (!isShipped || version > 0) && (
        <Section title={t(isShipped ? 'versions.toShipped' : 'versions.removeTitle')}>
          <p className={styles.hint}>{t(isShipped ? 'versions.toShippedHint' : 'versions.removeHint')}</p>
          <Button size="small" onClick={() => void remove()}>
            {t(isShipped ? 'versions.toShipped' : 'versions.remove')}
          </Button>
        </Section>
      )}
      {!mayWrite && versions.length > 0 && <Empty>{t('common:state.needsRight')}</Empty>}
    </>
  )
}

function VersionRow({
  version: { version, saved, rule },
  isCurrent,
  draft,
  mayRestore,
  onRestore,
}: {
  version: Version
  isCurrent: boolean
  draft: RuleDraft
  mayRestore: boolean
  onRestore(): void
}) {
  const { t } = useTranslation('rules')
  const format = useFormat()
  const words = useRuleWords()
  const differences = compareRules(rule, draft)
  return (
    <li className={styles.version}>
      <div className={styles.versionHead}>
        <b>{version === 0 ? t('version.shipped') : t('version.number', { version })}</b>
        {isCurrent && <span className={styles.tag}>{t('versions.current')}</span>}
        <span className={styles.meta}>
          {saved.by.kind === 'account' ? saved.by.name : t('versions.system')} ·{' '}
          {format.dateTime(saved.atMs).slice(0, 16)}
        </span>
        {mayRestore && differences.length > 0 && (
          <Button size="small" look="plain" onClick={onRestore}>
            {t('versions.restore')}
          </Button>
        )}
      </div>
      {differences.length === 0 ? (
        <p className={styles.hint}>{t('versions.same')}</p>
      ) : (
        <ul className={styles.differences}>
          {differences.map(({ key, before, after, what }) => (
            <li key={key}>
              <span className={styles.differenceWhat}>{t(`node.${what}`)}</span>
              {before && <del>{words.node(rule, before)}</del>}
              {after && <ins>{words.node(draft, after)}</ins>}
              {!before && !after && <span>{t('versions.nameChanged', { name: format.text(rule.name) })}</span>}
            </li>
          ))}
        </ul>
      )}
    </li>
  )
}
