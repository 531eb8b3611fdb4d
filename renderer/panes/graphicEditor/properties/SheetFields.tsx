import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import { DeviceTypeId, type Graphic } from '../../../../domain/contract'
import { keepOnSheet } from '../../../../domain/graphics/edit/keepOnSheet'
import { without } from '../../../../domain/graphics/edit/without'
import { useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Button, FormGrid, NumberField, SearchField, SelectField } from '../../../widgets'
import { filterOptions } from '../../../widgets/pickOptions'
import { useSystemNames } from '../useSystemNames'
import { InkField } from './InkField'
import { WordsField } from './WordsField'
import styles from './Properties.module.css'

const grounds = ['none', 'ground', 'faint'] as const

/** What belongs to the graphic as a whole: name, system, whom it serves, its sheet. */
export function SheetFields({
  graphic,
  isDisabled,
  onChange,
}: {
  graphic: Graphic
  isDisabled: boolean
  onChange(work: (graphic: Graphic) => Graphic, field?: string): void
}) {
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  const systems = useSystemNames()
  const { types } = useRegistry()
  const typeOptions = useMemo(
    () => [...types.values()].map(({ id, name }) => ({ id, name: text(name), detail: id })),
    [types, text],
  )
  const type = graphic.forTypeId === undefined ? undefined : types.get(graphic.forTypeId)
  const { sheet } = graphic
  const resize = (size: Partial<Graphic['sheet']>, field: string) =>
    onChange((now) => {
      const next = { ...now.sheet, ...size }
      return {
        ...now,
        sheet: next,
        elements: now.elements.map((element) => ({ ...element, frame: keepOnSheet(element.frame, next) })),
      }
    }, field)
  return (
    <>
      <WordsField
        label={t('sheet.name')}
        value={graphic.name}
        isDisabled={isDisabled}
        onChange={(name) => name && onChange((now) => ({ ...now, name }), 'name')}
      />
      <SelectField
        label={t('sheet.system')}
        value={graphic.systemKey ?? ''}
        none={['', t('sheet.noSystem')]}
        options={systems.map(({ id, name }) => [id, name] as const)}
        isDisabled={isDisabled}
        onChange={(key) => onChange((now) => (key === '' ? without(now, 'systemKey') : { ...now, systemKey: key }))}
      />
      <SearchField
        label={t('sheet.forType')}
        shown={type ? text(type.name) : (graphic.forTypeId ?? '')}
        offer={(sought) => filterOptions(typeOptions, sought)}
        isDisabled={isDisabled}
        onPick={(id) => {
          const forTypeId = DeviceTypeId.safeParse(id).data
          if (forTypeId !== undefined) onChange((now) => ({ ...now, forTypeId }))
        }}
      />
      {graphic.forTypeId === undefined ? (
        <p className={styles.hint}>{t('sheet.forTypeHint')}</p>
      ) : (
        !isDisabled && (
          <Button size="small" look="plain" onClick={() => onChange((now) => without(now, 'forTypeId'))}>
            {t('sheet.noType')}
          </Button>
        )
      )}
      <FormGrid columns={2}>
        <NumberField
          label={t('frame.width')}
          value={sheet.width}
          min={100}
          max={8_000}
          isDisabled={isDisabled}
          onChange={(width) => resize({ width }, 'sheet width')}
        />
        <NumberField
          label={t('frame.height')}
          value={sheet.height}
          min={100}
          max={8_000}
          isDisabled={isDisabled}
          onChange={(height) => resize({ height }, 'sheet height')}
        />
      </FormGrid>
      <InkField
        label={t('sheet.ground')}
        value={sheet.ground}
        inks={grounds}
        isDisabled={isDisabled}
        onChange={(ground) => resize({ ground }, 'sheet ground')}
      />
    </>
  )
}
