import { useTranslation } from 'react-i18next'
import type { Graphic, GraphicSource } from '../../../domain/contract'
import { isUnbound } from '../../../domain/graphics/edit/newElement'
import { sourcesOf } from '../../../domain/graphics/partsOf'
import { useFormat } from '../../i18n'
import { Button, Empty, NumberField, Section, SelectField } from '../../widgets'
import { sourceKey } from './handSetReadings'
import { useBindings } from './properties/useBindings'
import styles from './Editor.module.css'

/** Values to set by hand, one a source of the drawing. What is not set goes on live; nothing is sent to any device. */
export function TestPanel({
  graphic,
  values,
  onValues,
}: {
  graphic: Graphic
  values: ReadonlyMap<string, number>
  onValues(values: ReadonlyMap<string, number>): void
}) {
  const { t } = useTranslation('graphicEditor')
  const { text } = useFormat()
  const bindings = useBindings(graphic.forTypeId)
  const sources = new Map<string, GraphicSource>()
  for (const element of graphic.elements)
    for (const { source } of sourcesOf(element))
      if (!isUnbound(source) && bindings.property(source)) sources.set(sourceKey(source), source)
  const set = (key: string, value: number | undefined) => {
    const next = new Map(values)
    if (value === undefined) next.delete(key)
    else next.set(key, value)
    onValues(next)
  }
  return (
    <Section title={t('test.title')}>
      <div className={styles.fields}>
        <p className={styles.hint}>{t('test.hint')}</p>
        {sources.size === 0 && <Empty>{t('test.nothing')}</Empty>}
        {[...sources].map(([key, source]) => {
          const property = bindings.property(source)
          if (!property) return undefined
          const label = `${bindings.deviceName(source.deviceId)} · ${text(property.name)}`
          const value = values.get(key)
          return (
            <div key={key} className={styles.tested}>
              {property.values ? (
                <SelectField
                  label={label}
                  value={value === undefined ? '' : String(value)}
                  none={['', t('test.live')]}
                  options={property.values.map((each) => [String(each.value), text(each.name)] as const)}
                  onChange={(chosen) => set(key, chosen === '' ? undefined : Number(chosen))}
                />
              ) : value === undefined ? (
                <>
                  <span className={styles.testedName}>{label}</span>
                  <Button size="small" onClick={() => set(key, property.min ?? 0)}>
                    {t('test.set')}
                  </Button>
                </>
              ) : (
                <>
                  <NumberField
                    className={styles.grow}
                    label={label}
                    value={value}
                    unit={property.unit}
                    onChange={(next) => set(key, next)}
                  />
                  <Button size="small" look="plain" onClick={() => set(key, undefined)}>
                    {t('test.live')}
                  </Button>
                </>
              )}
            </div>
          )
        })}
        {values.size > 0 && (
          <Button size="small" onClick={() => onValues(new Map())}>
            {t('test.allLive')}
          </Button>
        )}
      </div>
    </Section>
  )
}
