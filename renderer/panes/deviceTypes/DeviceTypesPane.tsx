import { useEffect, useMemo, useRef, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { readTsl } from '../../../domain/things/readTsl'
import { writeTsl } from '../../../domain/things/writeTsl'
import type { TslProblem } from '../../../domain/things/tslProblem'
import type { DeviceType, ErrorCode } from '../../../domain/contract'
import { newKey, refusalCode, useClient, useItem, useRegistry, useRight, useSelection, type Registry } from '../../feed'
import { isFamily } from '../../alarms/families'
import { useFormat } from '../../i18n'
import { saveFile } from '../../registry/saveFile'
import { Button, Empty, Pane, PaneTitle, Section } from '../../widgets'
import { Takeover } from './Takeover'
import { TslRefused } from './TslRefused'
import { TypeDetail } from './TypeDetail'
import { TypeEditor } from './TypeEditor'
import { TypeTree } from './TypeTree'
import { likeType, nextVersion } from './typeDraft'
import { familyTree } from './familyTree'
import { protocolName } from './protocolName'
import { usePacks } from './usePacks'
import styles from './DeviceTypesPane.module.css'

/** Thing models: those in the registry and those that come with the product, by family; each in full, edited as a new version. */
export function DeviceTypesPane() {
  const { t } = useTranslation('deviceTypes')
  const registry = useRegistry()
  const packs = usePacks()
  const { deviceTypeId } = useSelection()
  const [chosen, setChosen] = useState<string>()
  const [sought, setSought] = useState('')
  const [draft, setDraft] = useState<{ first: DeviceType; notes: readonly string[] }>()
  // Asked for elsewhere: at a device of that type.
  useEffect(() => {
    if (deviceTypeId !== undefined) setChosen(deviceTypeId)
  }, [deviceTypeId])
  const counts = useMemo(() => devicesByType(registry), [registry])
  const families = useMemo(
    () => familyTree(registry.types.values(), packs, counts, sought),
    [registry, packs, counts, sought],
  )
  const type = registry.types.get(chosen ?? '') ?? packs.find(({ id }) => id === chosen)
  const kept = [...registry.types.keys()].length
  return (
    <div className={styles.pane}>
      <TypeTree
        families={families}
        chosen={type?.id}
        sought={sought}
        onSought={setSought}
        onChoose={(id) => {
          setDraft(undefined)
          setChosen(id)
        }}
      />
      {type ? (
        <OneType
          key={`${type.id} ${type.version}`}
          type={type}
          devices={counts.get(type.id) ?? 0}
          isKept={registry.types.has(type.id)}
          draft={draft}
          onDraft={setDraft}
          onSaved={(saved) => {
            setDraft(undefined)
            setChosen(saved.id)
          }}
        />
      ) : (
        <Pane className={styles.main} header={<PaneTitle title={t('title')} meta={t('count', { count: kept })} />}>
          <Empty>{t('chooseOne')}</Empty>
        </Pane>
      )}
    </div>
  )
}

function devicesByType({ devices }: Registry): Map<string, number> {
  const counts = new Uint32Array(devices.typeIds.length)
  for (const type of devices.types) counts[type] = (counts[type] ?? 0) + 1
  for (const row of devices.retired) {
    const type = devices.types[row] ?? 0
    counts[type] = (counts[type] ?? 1) - 1
  }
  return new Map(devices.typeIds.map((id, at) => [id, counts[at] ?? 0]))
}

function OneType({
  type,
  devices,
  isKept,
  draft,
  onDraft,
  onSaved,
}: {
  type: DeviceType
  devices: number
  isKept: boolean
  draft: { first: DeviceType; notes: readonly string[] } | undefined
  onDraft(draft: { first: DeviceType; notes: readonly string[] } | undefined): void
  onSaved(type: DeviceType): void
}) {
  const { t } = useTranslation(['deviceTypes', 'common', 'error'])
  const [family = ''] = type.systemKey.split('.')
  const client = useClient()
  const format = useFormat()
  const mayWrite = useRight('registry.write')
  const input = useRef<HTMLInputElement>(null)
  const [refused, setRefused] = useState<{ file: string; problems: readonly TslProblem[] }>()
  const [code, setCode] = useState<ErrorCode>()
  const noRight = mayWrite ? undefined : t('common:state.needsRight')

  const read = async (file: File) => {
    const { systemKey, symbol, name } = type
    const text = await file.text()
    const same = readTsl(text, { systemKey, symbol, name }, type)
    if (!same.ok) return setRefused({ file: file.name, problems: same.problems })
    // The model of another product is a new type, and takes over nothing from this one.
    const reading = same.type.id === type.id ? same : readTsl(text, { systemKey, symbol, name })
    if (!reading.ok) return
    onDraft({
      first: reading.type,
      notes: [
        ...reading.keptAside.map(({ path, reason }) => t(`aside.${reason}`, { path })),
        ...reading.lostAlarms.map((alarm) => t('lostAlarm', { name: format.text(alarm.name) })),
      ],
    })
  }
  const keep = async () => {
    setCode(undefined)
    try {
      await client.call('registry.saveDeviceType', { key: newKey(), type })
    } catch (error) {
      setCode(refusalCode(error))
    }
  }
  const header = (
    <PaneTitle title={format.text(type.name)} meta={isKept ? t('version', { version: type.version }) : t('notKept')}>
      {code !== undefined && (
        <span className={styles.problem} role="alert">
          {t(`error:${code}`)}
        </span>
      )}
      {draft === undefined && (
        <>
          {isKept ? (
            <Button
              size="small"
              disabled={!mayWrite}
              title={noRight}
              onClick={() => onDraft({ first: nextVersion(type), notes: [] })}
            >
              {t('edit')}
            </Button>
          ) : (
            <Button size="small" look="primary" disabled={!mayWrite} title={noRight} onClick={() => void keep()}>
              {t('keep')}
            </Button>
          )}
          <Button
            size="small"
            disabled={!mayWrite}
            title={noRight}
            onClick={() => onDraft({ first: likeType(type), notes: [] })}
          >
            {t('like')}
          </Button>
          <Button size="small" disabled={!mayWrite} title={noRight} onClick={() => input.current?.click()}>
            {t('readTsl')}
          </Button>
          <Button size="small" onClick={() => saveFile(`${type.id}-${type.version}.tsl.json`, writeTsl(type))}>
            {t('writeTsl')}
          </Button>
        </>
      )}
      <input
        ref={input}
        type="file"
        accept=".json,application/json"
        hidden
        aria-label={t('readTsl')}
        onChange={({ target }) => {
          const [file] = target.files ?? []
          // The same file can be chosen again after it was mended.
          target.value = ''
          if (file) void read(file)
        }}
      />
    </PaneTitle>
  )
  return (
    <Pane className={styles.main} header={header}>
      {draft ? (
        <TypeEditor
          key={draft.first.id}
          first={draft.first}
          notes={draft.notes}
          onSaved={onSaved}
          onCancel={() => onDraft(undefined)}
        />
      ) : (
        <>
          <p className={styles.meta}>
            <span>
              {t('head.id')} <b>{type.id}</b>
            </span>
            <span>
              {t('head.system')}{' '}
              <b>{isFamily(family) ? `${t(`common:system.${family}`)} · ${type.systemKey}` : type.systemKey}</b>
            </span>
            <span>
              {t('head.maker')} <b>{[type.maker, type.model].filter(Boolean).join(' · ') || '—'}</b>
            </span>
            <span>
              {t('head.protocols')} <b>{type.protocols?.map(protocolName).join(' · ') ?? '—'}</b>
            </span>
            <span>
              {t('head.devices')} <b>{format.number(devices)}</b>
            </span>
          </p>
          <Takeover typeId={type.id} />
          <TypeDetail type={type} />
          <Versions type={type} />
        </>
      )}
      {refused && <TslRefused file={refused.file} problems={refused.problems} onClose={() => setRefused(undefined)} />}
    </Pane>
  )
}

/** Who saved which version here; a type as the district brought it has no such story. */
function Versions({ type }: { type: DeviceType }) {
  const { t } = useTranslation('deviceTypes')
  const format = useFormat()
  const saved = useItem('deviceType.changed', type.id)
  if (!saved) return undefined
  return (
    <Section title={t('versions')}>
      <ul className={styles.versions}>
        {saved.versions.toReversed().map(({ version, atMs, by, note }) => (
          <li key={version}>
            <b>{t('version', { version })}</b>
            <span className={styles.muted}>{format.dateTime(atMs)}</span>
            <span>{by.name ?? by.id}</span>
            <span className={styles.grow}>{note}</span>
          </li>
        ))}
      </ul>
    </Section>
  )
}
