import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceTypeId, type DeviceType, type ErrorCode } from '../../../domain/contract'
import type { DeviceTypePreview, RegistryProblem } from '../../../domain/contract/calls/registryEditing'
import { newKey, refusalCode, useClient, useRegistry } from '../../feed'
import { problemsOf as problemsTold } from '../../registry/problems'
import { useProblemWords } from '../../registry/useProblemWords'
import { Button, Section, SelectField, TextField } from '../../widgets'
import { AlarmEditor } from './AlarmEditor'
import { EventEditor } from './EventEditor'
import { PointEditor } from './PointEditor'
import { ServiceEditor } from './ServiceEditor'
import { TypeText } from './TypeText'
import { noTypeId, problemsOf, withNames } from './typeDraft'
import { UpgradePreview } from './UpgradePreview'
import styles from './TypeEditor.module.css'

const tabs = ['points', 'services', 'events', 'alarms', 'text'] as const
type Tab = (typeof tabs)[number]

/** A new version of a type, or a new type: edited, held against what holds now, and saved once its effects have been seen. */
export function TypeEditor({
  first,
  notes,
  onSaved,
  onCancel,
}: {
  /** What editing begins with; a new type has no id yet. */
  first: DeviceType
  /** What was found while it was read from a file. */
  notes: readonly string[]
  onSaved(type: DeviceType): void
  onCancel(): void
}) {
  const { t } = useTranslation(['deviceTypes', 'registry', 'common', 'error'])
  const client = useClient()
  const registry = useRegistry()
  const say = useProblemWords()
  const [draft, setDraft] = useState(first)
  const [tab, setTab] = useState<Tab>('points')
  const [note, setNote] = useState('')
  const [preview, setPreview] = useState<{ of: DeviceType; told: DeviceTypePreview }>()
  const [isPending, setPending] = useState(false)
  const [refusal, setRefusal] = useState<{ code: ErrorCode; problems: readonly RegistryProblem[] }>()
  const problems = useMemo(() => problemsOf(draft), [draft])
  const systems = useMemo(
    () =>
      [...new Set([...registry.types.values()].map(({ systemKey }) => systemKey))]
        .sort()
        .map((id) => ({ id, name: id })),
    [registry],
  )
  const isNew = !registry.types.has(first.id)
  const seen = preview?.of === draft ? preview.told : undefined
  const change = (next: DeviceType) => {
    setDraft(next)
    setRefusal(undefined)
  }
  const ask = async (work: (type: DeviceType) => Promise<void>) => {
    setPending(true)
    setRefusal(undefined)
    try {
      await work(withNames(draft))
    } catch (error) {
      setRefusal({ code: refusalCode(error), problems: problemsTold(error) })
    } finally {
      setPending(false)
    }
  }
  const look = () =>
    ask(async (type) => setPreview({ of: draft, told: await client.call('registry.previewDeviceType', { type }) }))
  const save = () =>
    ask(async (type) => {
      await client.call('registry.saveDeviceType', { key: newKey(), type, ...(note.trim() && { note: note.trim() }) })
      onSaved(type)
    })
  const head = (field: 'maker' | 'model') => (
    <TextField
      label={t(`head.${field}`)}
      value={draft[field] ?? ''}
      maxLength={80}
      onChange={(event) => {
        const { [field]: _before, ...rest } = draft
        change(event.target.value === '' ? rest : { ...draft, [field]: event.target.value })
      }}
    />
  )
  return (
    <div className={styles.editor}>
      <div className={styles.scroll}>
        {notes.length > 0 && (
          <ul className={styles.notes} role="note">
            {notes.map((each) => (
              <li key={each}>{each}</li>
            ))}
          </ul>
        )}
        <Section title={isNew ? t('newType') : t('newVersion', { version: draft.version })}>
          <div className={styles.head}>
            {isNew && (
              <TextField
                label={t('head.id')}
                value={draft.id}
                maxLength={64}
                spellCheck={false}
                onChange={(event) =>
                  change({
                    ...draft,
                    id: DeviceTypeId.safeParse(event.target.value.trim()).data ?? noTypeId,
                  })
                }
              />
            )}
            <TextField
              label={t('head.nameZh')}
              value={draft.name.zh}
              maxLength={80}
              onChange={(event) => change({ ...draft, name: { ...draft.name, zh: event.target.value } })}
            />
            <TextField
              label={t('head.nameEn')}
              value={draft.name.en}
              maxLength={120}
              onChange={(event) => change({ ...draft, name: { ...draft.name, en: event.target.value } })}
            />
            {head('maker')}
            {head('model')}
            {isNew && (
              <SelectField
                label={t('head.system')}
                value={draft.systemKey}
                options={systems.map(({ id, name }) => [id, name])}
                onChange={(systemKey) => change({ ...draft, systemKey })}
              />
            )}
          </div>
        </Section>
        <div className={styles.tabs} role="tablist">
          {tabs.map((each) => (
            <button
              key={each}
              type="button"
              role="tab"
              className={styles.tab}
              aria-selected={tab === each}
              onClick={() => setTab(each)}
            >
              {t(`tab.${each}`)}
            </button>
          ))}
        </div>
        {tab === 'points' && <PointEditor type={draft} problems={problems} onChange={change} />}
        {tab === 'services' && <ServiceEditor type={draft} problems={problems} onChange={change} />}
        {tab === 'events' && <EventEditor type={draft} problems={problems} onChange={change} />}
        {tab === 'alarms' && (
          <AlarmEditor type={draft} before={registry.types.get(draft.id)} problems={problems} onChange={change} />
        )}
        {tab === 'text' && <TypeText type={draft} onChange={change} />}
        {seen && <UpgradePreview preview={seen} type={draft} before={registry.types.get(draft.id)} />}
      </div>
      <div className={styles.foot}>
        <div className={styles.told} role="status">
          {problems.length > 0 && (
            <p className={styles.problem}>
              {t('problems', { count: problems.length })} <code>{problems[0]?.path}</code>
            </p>
          )}
          {refusal && refusal.problems.length === 0 && <p className={styles.problem}>{t(`error:${refusal.code}`)}</p>}
          {refusal?.problems.map((problem) => (
            <p key={`${problem.field} ${problem.code}`} className={styles.problem}>
              <code>{problem.field}</code> {say(problem)}
            </p>
          ))}
        </div>
        {seen && seen.problems.length === 0 && (
          <TextField
            className={styles.note}
            label={t('note')}
            isLabelHidden
            placeholder={t('note')}
            maxLength={500}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <Button look="plain" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        {seen && seen.problems.length === 0 ? (
          <Button look="primary" isPending={isPending} disabled={isPending} onClick={() => void save()}>
            {t('save', { version: draft.version, count: seen.devices })}
          </Button>
        ) : (
          <Button
            look="primary"
            isPending={isPending}
            disabled={isPending || problems.length > 0}
            title={problems.length > 0 ? t('problemsFirst') : undefined}
            onClick={() => void look()}
          >
            {t('look')}
          </Button>
        )}
      </div>
    </div>
  )
}
