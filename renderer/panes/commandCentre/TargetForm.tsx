import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { DeviceService, ErrorCode } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, SelectField, TextField } from '../../widgets'
import { InputFields } from './InputFields'
import type { TargetDraft } from './targetDraft'
import styles from './CommandCentre.module.css'

/** Which devices, and what they are asked. */
export function TargetForm({
  draft,
  service,
  isReady,
  isPending,
  code,
  onChange,
  onReview,
}: {
  draft: TargetDraft
  service: DeviceService | undefined
  isReady: boolean
  isPending: boolean
  code: ErrorCode | undefined
  onChange(next: TargetDraft): void
  onReview(): void
}) {
  const { t } = useTranslation(['commands', 'error'])
  const registry = useRegistry()
  const format = useFormat()
  const types = useMemo(() => {
    const used = new Set(registry.devices.types)
    return registry.devices.typeIds
      .filter((_id, index) => used.has(index))
      .flatMap((id) => registry.types.get(id) ?? [])
      .filter(({ services }) => services.length > 0)
      .map((type) => [type.id, format.text(type.name)] as const)
      .sort(([, a], [, b]) => a.localeCompare(b))
  }, [registry, format])
  const buildings = registry.geometry.buildings.map(({ id, name }) => [id, format.text(name)] as const)
  const services = registry.types.get(draft.typeId)?.services ?? []
  return (
    <form
      className={styles.form}
      onSubmit={(event) => {
        event.preventDefault()
        if (isReady) onReview()
      }}
    >
      <h3 className={styles.step}>{t('step.select')}</h3>
      {draft.deviceIds ? (
        <p className={styles.named}>
          {t('named', { count: draft.deviceIds.length })}
          <Button look="plain" size="small" onClick={() => onChange({ ...draft, deviceIds: undefined })}>
            {t('byFilter')}
          </Button>
        </p>
      ) : (
        <>
          <SelectField
            label={t('field.type')}
            value={draft.typeId}
            options={types}
            none={['', t('choose')]}
            onChange={(typeId) => onChange({ ...draft, typeId, service: '', input: {} })}
          />
          <SelectField
            label={t('field.building')}
            value={draft.buildingId}
            options={buildings}
            none={['', t('anywhere')]}
            onChange={(buildingId) => onChange({ ...draft, buildingId })}
          />
          <div className={styles.pair}>
            <TextField
              label={t('field.floor')}
              inputMode="numeric"
              value={draft.floor}
              onChange={(event) => onChange({ ...draft, floor: event.target.value })}
            />
            <TextField
              label={t('field.text')}
              maxLength={100}
              value={draft.text}
              onChange={(event) => onChange({ ...draft, text: event.target.value })}
            />
          </div>
        </>
      )}
      <SelectField
        label={t('field.service')}
        value={draft.service}
        options={services.map(({ id, name, commandClass }) => [
          id,
          t('serviceOfClass', { service: format.text(name), commandClass }),
        ])}
        none={['', t('choose')]}
        onChange={(next) => onChange({ ...draft, service: next, input: {} })}
      />
      {service && (
        <InputFields service={service} typed={draft.input} onTyped={(input) => onChange({ ...draft, input })} />
      )}
      <Button
        type="submit"
        look="primary"
        disabled={!isReady}
        isPending={isPending}
        title={isReady ? undefined : t('notReady')}
      >
        {t('review')}
      </Button>
      {code !== undefined && (
        <p className={styles.bad} role="alert">
          {t(`error:${code}`)}
        </p>
      )}
    </form>
  )
}
