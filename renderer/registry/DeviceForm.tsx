import { useMemo, useState, type FormEvent, type ReactNode } from 'react'
import { Plus, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { DeviceNetwork, type Device, type DeviceId, type ErrorCode } from '../../domain/contract'
import type { RegistryProblem } from '../../domain/contract/calls/registryEditing'
import { newKey, refusalCode, useClient, useRegistry } from '../feed'
import { useFormat } from '../i18n'
import { Button, Checkbox, Section, SelectField, TextField } from '../widgets'
import { draftOf, emptyDraft, fieldOf, patchBetween, readDraft, type DeviceDraft, type DraftField } from './deviceDraft'
import { problemsOf } from './problems'
import { useNamedItems } from './useNamedItems'
import { useProblemWords } from './useProblemWords'
import { NetworkSchemeCard } from './NetworkSchemeCard'
import styles from './DeviceForm.module.css'

const mostAttributes = 32

/** The fields of one device: to change one that is there, or to add one. What is wrong stands at its field. */
export function DeviceForm({
  before,
  revision,
  onDone,
  onCancel,
}: {
  /** The record as it was seen; absent for a new device. */
  before?: Device
  /** Of the registry when the record was seen. */
  revision: number
  onDone(deviceId: DeviceId): void
  onCancel(): void
}) {
  const { t } = useTranslation(['registry', 'common', 'error'])
  const client = useClient()
  const registry = useRegistry()
  const format = useFormat()
  const say = useProblemWords()
  const dayOf = (atMs: number) => format.dateTime(atMs).slice(0, 10)
  const [draft, setDraft] = useState<DeviceDraft>(() => {
    if (before) return draftOf(before, dayOf)
    const [lng, lat] = registry.geometry.centre
    return { ...emptyDraft, lng: String(lng), lat: String(lat) }
  })
  const [isTried, setTried] = useState(false)
  const [isPending, setPending] = useState(false)
  const [told, setTold] = useState<{ code?: ErrorCode; problems: RegistryProblem[] }>({ problems: [] })
  const organisations = useNamedItems('organisation.changed')
  const groups = useNamedItems('deviceGroup.changed')
  const types = useMemo(
    () =>
      [...registry.types.values()]
        .map(({ id, name }) => ({ id, name: format.text(name) }))
        .sort((a, b) => (a.name < b.name ? -1 : 1)),
    [registry, format],
  )
  const reading = readDraft(draft, before, dayOf)
  const patch = reading.ok && before ? patchBetween(before, reading.device) : undefined
  const isUnchanged = patch !== undefined && Object.keys(patch).length === 0

  const set = (change: Partial<DeviceDraft>) => {
    setDraft((known) => ({ ...known, ...change }))
    setTold({ problems: [] })
  }
  const problemAt = (field: DraftField): string | undefined => {
    const fromCore = told.problems.find(
      (problem) => problem.field !== undefined && fieldOf(problem.field.split('.')) === field,
    )
    if (fromCore) return say(fromCore)
    const own = !reading.ok && isTried ? reading.problems[field] : undefined
    return own && t(`problem.${own}`)
  }
  const save = async () => {
    setTried(true)
    if (!reading.ok || isUnchanged) return
    setPending(true)
    try {
      const { device } = reading
      if (before) {
        await client.call('registry.changeDevice', {
          key: newKey(),
          deviceId: before.id,
          patch: patch ?? {},
          seenRevision: revision,
        })
      } else await client.call('registry.addDevice', { key: newKey(), device })
      onDone(device.id)
    } catch (error) {
      setTold({ code: refusalCode(error), problems: problemsOf(error) })
    } finally {
      setPending(false)
    }
  }
  const text = (
    field: Exclude<DraftField, 'groupIds' | 'attributes' | 'network'>,
    rest: { isCode?: boolean; type?: string; placeholder?: string } = {},
  ) => (
    <TextField
      label={t(`field.${field}`)}
      value={draft[field]}
      maxLength={field === 'tags' ? 400 : 200}
      problem={problemAt(field)}
      type={rest.type}
      placeholder={rest.placeholder}
      spellCheck={rest.isCode === true ? false : undefined}
      autoComplete="off"
      onChange={(event) => set({ [field]: event.target.value })}
    />
  )
  const pair = (...fields: ReactNode[]) => <div className={styles.pair}>{fields}</div>
  const atLarge = told.problems.filter(({ field }) => field === undefined)
  return (
    <form
      className={styles.form}
      aria-label={before ? t('editDevice') : t('addDevice')}
      onSubmit={(event: FormEvent) => {
        event.preventDefault()
        void save()
      }}
    >
      <div className={styles.fields}>
        <Section title={t('part.identity')}>
          <div className={styles.stack}>
            {!before && text('id', { isCode: true })}
            {!before && (
              <SelectField
                label={t('field.typeId')}
                value={draft.typeId}
                options={types.map(({ id, name }) => [id, name])}
                none={['', t('chooseType')]}
                problem={problemAt('typeId')}
                onChange={(typeId) => set({ typeId })}
              />
            )}
            {pair(<div key="zh">{text('nameZh')}</div>, <div key="en">{text('nameEn')}</div>)}
          </div>
        </Section>
        <Section title={t('part.place')}>
          <div className={styles.stack}>
            <SelectField
              label={t('field.buildingId')}
              value={draft.buildingId}
              options={registry.geometry.buildings.map(({ id, name }) => [id, format.text(name)])}
              none={['', t('outdoors')]}
              problem={problemAt('buildingId')}
              onChange={(buildingId) => set(buildingId === '' ? { buildingId, floor: '' } : { buildingId })}
            />
            {draft.buildingId !== '' &&
              pair(
                <div key="floor">{text('floor', { placeholder: t('floorHint') })}</div>,
                <div key="space">{text('space')}</div>,
              )}
            {pair(<div key="lng">{text('lng')}</div>, <div key="lat">{text('lat')}</div>)}
          </div>
        </Section>
        <Section title={t('part.record')}>
          <div className={styles.stack}>
            {text('parentId', { isCode: true, placeholder: t('parentHint') })}
            {pair(
              <div key="activated">{text('activatedOn', { type: 'date' })}</div>,
              <SelectField
                key="network"
                label={t('field.network')}
                value={draft.network}
                options={DeviceNetwork.options.map((id) => [id, t(`network.${id}`)])}
                none={['', t('unknown')]}
                problem={problemAt('network')}
                onChange={(network) => set({ network: DeviceNetwork.options.find((each) => each === network) ?? '' })}
              />,
            )}
            <NetworkSchemeCard network={draft.network} />
            {pair(
              <div key="firmware">{text('firmware', { isCode: true })}</div>,
              <div key="serial">{text('serialNumber', { isCode: true })}</div>,
            )}
            <SelectField
              label={t('field.organisationId')}
              value={draft.organisationId}
              options={organisations.map(({ id, path }) => [id, path])}
              none={['', t('noOrganisation')]}
              problem={problemAt('organisationId')}
              onChange={(organisationId) => set({ organisationId })}
            />
            {text('tags', { placeholder: t('tagsHint') })}
            {groups.length > 0 && (
              <fieldset className={styles.groups}>
                <legend>{t('field.groupIds')}</legend>
                {groups.map(({ id, path }) => (
                  <Checkbox
                    key={id}
                    isChecked={draft.groupIds.includes(id)}
                    onChange={(isIn) =>
                      set({ groupIds: isIn ? [...draft.groupIds, id] : draft.groupIds.filter((each) => each !== id) })
                    }
                  >
                    {path}
                  </Checkbox>
                ))}
              </fieldset>
            )}
          </div>
        </Section>
        <Section
          title={t('field.attributes')}
          meta={
            <Button
              size="small"
              look="plain"
              disabled={draft.attributes.length >= mostAttributes}
              onClick={() => set({ attributes: [...draft.attributes, { name: '', value: '' }] })}
            >
              <Plus size={14} aria-hidden />
              {t('addAttribute')}
            </Button>
          }
        >
          <div className={styles.stack}>
            {draft.attributes.map((attribute, at) => {
              const put = (change: Partial<typeof attribute>) =>
                set({
                  attributes: draft.attributes.map((each, index) => (index === at ? { ...each, ...change } : each)),
                })
              return (
                // oxlint-disable-next-line react/no-array-index-key -- a line has nothing else of its own while it is typed
                <div key={at} className={styles.attribute}>
                  <TextField
                    label={t('attributeName')}
                    isLabelHidden
                    placeholder={t('attributeName')}
                    value={attribute.name}
                    maxLength={40}
                    onChange={(event) => put({ name: event.target.value })}
                  />
                  <TextField
                    label={t('attributeValue')}
                    isLabelHidden
                    placeholder={t('attributeValue')}
                    value={attribute.value}
                    maxLength={200}
                    onChange={(event) => put({ value: event.target.value })}
                  />
                  <Button
                    size="small"
                    look="plain"
                    aria-label={t('dropAttribute', { name: attribute.name })}
                    onClick={() => set({ attributes: draft.attributes.filter((_, index) => index !== at) })}
                  >
                    <X size={14} aria-hidden />
                  </Button>
                </div>
              )
            })}
            {problemAt('attributes') !== undefined && <p className={styles.problem}>{problemAt('attributes')}</p>}
          </div>
        </Section>
      </div>
      <div className={styles.foot}>
        <div className={styles.told} role="status">
          {told.code !== undefined && told.problems.length === 0 && (
            <p className={styles.problem}>{t(`error:${told.code}`)}</p>
          )}
          {atLarge.map((problem) => (
            <p key={`${problem.code} ${problem.detail}`} className={styles.problem}>
              {say(problem)}
            </p>
          ))}
        </div>
        <Button look="plain" onClick={onCancel}>
          {t('common:cancel')}
        </Button>
        <Button
          type="submit"
          look="primary"
          isPending={isPending}
          disabled={isPending || isUnchanged}
          title={isUnchanged ? t('unchanged') : undefined}
        >
          {before ? t('saveDevice') : t('addDevice')}
        </Button>
      </div>
    </form>
  )
}
