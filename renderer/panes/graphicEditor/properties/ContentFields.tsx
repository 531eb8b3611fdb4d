import { useTranslation } from 'react-i18next'
import { Plus } from 'lucide-react'
import type { DeviceReference } from '../../../../domain/contract'
import { unboundSource } from '../../../../domain/graphics/edit/newElement'
import { straighten } from '../../../../domain/graphics/edit/pipeCorners'
import { Button, Checkbox, FormGrid, NumberField, SearchField, SelectField } from '../../../widgets'
import { OptionalNumber } from './OptionalNumber'
import { SourceField } from './SourceField'
import { WordsField } from './WordsField'
import type { FieldsProps } from './fieldProps'
import styles from './Properties.module.css'

const mostSources = 4

/** What an element shows: words, a live value with its scale, the device a symbol stands for. */
export function ContentFields(props: FieldsProps) {
  const { element, bindings, isDisabled, problemAt, onChange } = props
  const { t } = useTranslation('graphicEditor')
  const shared = { bindings, isDisabled }
  switch (element.kind) {
    case 'text':
    case 'button':
      return (
        <WordsField
          label={t('field.words')}
          value={element.words}
          isDisabled={isDisabled}
          onChange={(words) => words && onChange({ ...element, words }, 'words')}
        />
      )
    case 'value': {
      const { decimals, ...rest } = element
      return (
        <>
          <SourceField
            {...shared}
            source={element.source}
            problem={problemAt('source')}
            onChange={(source) => onChange({ ...element, source })}
          />
          <FormGrid columns={2}>
            <OptionalNumber
              placeholder={t('field.unbounded')}
              label={t('field.decimals')}
              value={decimals}
              isDisabled={isDisabled}
              onChange={(next) =>
                onChange(
                  next === undefined ? rest : { ...element, decimals: Math.min(6, Math.max(0, Math.round(next))) },
                  'decimals',
                )
              }
            />
          </FormGrid>
          <Checkbox
            isChecked={element.showsName}
            isDisabled={isDisabled}
            onChange={(showsName) => onChange({ ...element, showsName })}
          >
            {t('field.showsName')}
          </Checkbox>
        </>
      )
    }
    case 'level':
    case 'gauge': {
      const unit = bindings.property(element.source)?.unit
      return (
        <>
          <SourceField
            {...shared}
            source={element.source}
            problem={problemAt('source')}
            onChange={(source) => {
              const { min, max } = bindings.property(source) ?? {}
              // A scale that nobody set follows the range of what it shows.
              const scale =
                min !== undefined && max !== undefined && min < max && element.low === 0 && element.high === 100
                  ? { low: min, high: max }
                  : {}
              onChange({ ...element, source, ...scale })
            }}
          />
          <FormGrid columns={2}>
            <NumberField
              label={t('field.low')}
              value={element.low}
              unit={unit}
              isDisabled={isDisabled}
              onChange={(low) => onChange({ ...element, low }, 'low')}
            />
            <NumberField
              label={t('field.high')}
              value={element.high}
              unit={unit}
              isDisabled={isDisabled}
              problem={problemAt('high')}
              onChange={(high) => onChange({ ...element, high }, 'high')}
            />
          </FormGrid>
          {element.kind === 'level' && (
            <SelectField
              label={t('field.direction')}
              value={element.direction}
              options={[
                ['up', t('direction.up')],
                ['right', t('direction.right')],
              ]}
              isDisabled={isDisabled}
              onChange={(direction) => onChange({ ...element, direction })}
            />
          )}
        </>
      )
    }
    case 'trend':
      return (
        <>
          {element.sources.map((source, at) => (
            <fieldset key={at} className={styles.part}>
              <legend className={styles.partName}>{t('field.curve', { number: at + 1 })}</legend>
              <SourceField
                {...shared}
                source={source}
                problem={problemAt(`sources.${at}`)}
                onChange={(next) => onChange({ ...element, sources: element.sources.with(at, next) })}
              />
              {element.sources.length > 1 && !isDisabled && (
                <Button
                  size="small"
                  look="plain"
                  onClick={() => onChange({ ...element, sources: element.sources.toSpliced(at, 1) })}
                >
                  {t('field.removeCurve', { number: at + 1 })}
                </Button>
              )}
            </fieldset>
          ))}
          <Button
            size="small"
            disabled={isDisabled || element.sources.length >= mostSources}
            onClick={() =>
              onChange({
                ...element,
                sources: [
                  ...element.sources,
                  { ...unboundSource, deviceId: element.sources.at(-1)?.deviceId ?? unboundSource.deviceId },
                ],
              })
            }
          >
            <Plus size={14} aria-hidden />
            {t('field.addCurve')}
          </Button>
          <NumberField
            label={t('field.minutes')}
            value={element.minutes}
            min={1}
            max={1_440}
            isWhole
            unit={t('unit.minutes')}
            isDisabled={isDisabled}
            onChange={(minutes) => onChange({ ...element, minutes }, 'minutes')}
          />
        </>
      )
    case 'symbol': {
      const { deviceId, ...rest } = element
      return (
        <>
          <DeviceField
            {...shared}
            deviceId={deviceId}
            problem={problemAt('deviceId') ?? problemAt('symbolId')}
            onChange={(next) => onChange({ ...element, deviceId: next })}
          />
          {deviceId !== undefined && !isDisabled && (
            <Button size="small" look="plain" onClick={() => onChange(rest)}>
              {t('bind.noDevice')}
            </Button>
          )}
        </>
      )
    }
    case 'alarms':
      return (
        <DeviceField
          {...shared}
          deviceId={element.deviceId}
          problem={problemAt('deviceId')}
          onChange={(deviceId) => onChange({ ...element, deviceId })}
        />
      )
    case 'pipe':
      return (
        <>
          <p className={styles.hint}>{t('pipe.hint')}</p>
          <Button size="small" disabled={isDisabled} onClick={() => onChange(straighten(element))}>
            {t('pipe.straighten')}
          </Button>
        </>
      )
    case 'shape':
      return (
        <SelectField
          label={t('field.shape')}
          value={element.shape}
          options={[
            ['rectangle', t('basic.rectangle')],
            ['ellipse', t('basic.ellipse')],
          ]}
          isDisabled={isDisabled}
          onChange={(shape) => onChange({ ...element, shape })}
        />
      )
  }
}

/** A device, whose state or alarms are drawn. */
export function DeviceField({
  deviceId,
  bindings,
  isDisabled,
  problem,
  onChange,
}: Pick<FieldsProps, 'bindings' | 'isDisabled'> & {
  deviceId: DeviceReference | undefined
  problem: string | undefined
  onChange(deviceId: DeviceReference): void
}) {
  const { t } = useTranslation('graphicEditor')
  return (
    <SearchField
      label={t('bind.device')}
      shown={bindings.deviceName(deviceId)}
      offer={bindings.devices}
      isDisabled={isDisabled}
      problem={problem}
      onPick={(id) => {
        const next = bindings.toReference(id)
        if (next !== undefined) onChange(next)
      }}
    />
  )
}
