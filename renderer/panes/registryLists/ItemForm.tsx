import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { ErrorCode } from '../../../domain/contract'
import { refusalCode, useClient, useItem } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Section, SelectField, TextField } from '../../widgets'
import {
  draftOf,
  fieldsOf,
  removeItem,
  saveItem,
  wrongFields,
  type ItemDraft,
  type ItemField,
  type ListItem,
  type ListKind,
} from './listKinds'
import { LogoField } from './LogoField'
import { MembersField } from './MembersField'
import { SecretField } from './SecretField'
import { SystemUseFacts } from './SystemUseFacts'
import styles from './RegistryListsPane.module.css'

/** One item of a list: added, changed, or taken out when nothing names it. */
export function ItemForm({
  kind,
  item,
  others,
  mayWrite,
  onDone,
}: {
  kind: ListKind
  /** Absent for a new one. */
  item: ListItem | undefined
  /** What it can stand below. */
  others: readonly ListItem[]
  mayWrite: boolean
  /** With the id that is chosen from now on. */
  onDone(id: string | undefined): void
}) {
  const { t } = useTranslation(['registryLists', 'registry', 'common', 'error'])
  const client = useClient()
  const format = useFormat()
  const [draft, setDraft] = useState<ItemDraft>(() => (item ? draftOf(kind, item) : {}))
  const [memberIds, setMemberIds] = useState<readonly string[]>(() => membersOf(item))
  const [isTried, setTried] = useState(false)
  const [code, setCode] = useState<ErrorCode>()
  const [isPending, setPending] = useState(false)
  const wrong = wrongFields(kind, draft)
  const put = (field: ItemField, value: string) => {
    setDraft({ ...draft, [field]: value })
    setCode(undefined)
  }
  const act = async (work: () => Promise<string | undefined>) => {
    setTried(true)
    setPending(true)
    setCode(undefined)
    try {
      onDone(await work())
    } catch (error) {
      setCode(refusalCode(error))
    } finally {
      setPending(false)
    }
  }
  const problemAt = (field: ItemField) =>
    isTried && wrong.has(field) ? t(`registry:problem.${draft[field] ? 'malformed' : 'missing'}`) : undefined
  const noRight = mayWrite ? undefined : t('common:state.needsRight')
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        setTried(true)
        if (wrong.size === 0) void act(() => saveItem(client, kind, item?.id, draft, memberIds))
      }}
    >
      <Section title={item ? format.text(item.name) : t('add', { kind: t(`kind.${kind}`) })}>
        <div className={styles.fields}>
          {fieldsOf[kind].map((field) =>
            field === 'logo' ? (
              <LogoField
                key={field}
                value={draft.logo ?? ''}
                isDisabled={!mayWrite}
                onChange={(logo) => put('logo', logo)}
              />
            ) : field === 'parentId' ? (
              <SelectField
                key={field}
                label={t(`field.${field}`)}
                value={draft.parentId ?? ''}
                options={others.map(({ id, name }) => [id, format.text(name)])}
                none={['', t('noParent')]}
                onChange={(parentId) => put('parentId', parentId)}
              />
            ) : (
              <TextField
                key={field}
                label={t(`field.${field}`)}
                value={draft[field] ?? ''}
                maxLength={500}
                disabled={!mayWrite}
                inputMode={field === 'port' ? 'numeric' : undefined}
                problem={problemAt(field)}
                autoComplete="off"
                onChange={(event) => put(field, event.target.value)}
              />
            ),
          )}
          {kind === 'organisation' && (
            <MembersField memberIds={memberIds} isDisabled={!mayWrite} onChange={setMemberIds} />
          )}
        </div>
      </Section>
      {kind === 'thirdPartySystem' && item && <SystemKey id={item.id} mayWrite={mayWrite} />}
      <div className={styles.foot}>
        <span className={styles.told} role="status">
          {code !== undefined && (
            <span className={styles.problem}>{code === 'illegalState' ? t('inUse') : t(`error:${code}`)}</span>
          )}
        </span>
        {item && (
          <Button
            look="plain"
            disabled={!mayWrite || isPending}
            title={noRight}
            onClick={() =>
              void act(async () => {
                await removeItem(client, kind, item.id)
                return undefined
              })
            }
          >
            {t('remove')}
          </Button>
        )}
        <Button type="submit" look="primary" disabled={!mayWrite || isPending} title={noRight}>
          {t('save')}
        </Button>
      </div>
    </form>
  )
}

function SystemKey({ id, mayWrite }: { id: string; mayWrite: boolean }) {
  const system = useItem('thirdPartySystem.changed', id)
  return (
    <>
      {system && <SystemUseFacts system={system} />}
      <SecretField id={id} set={system?.keySet} mayWrite={mayWrite} />
    </>
  )
}

function membersOf(item: ListItem | undefined): readonly string[] {
  const members = item?.['memberIds']
  return Array.isArray(members) ? members.filter((each) => typeof each === 'string') : []
}
