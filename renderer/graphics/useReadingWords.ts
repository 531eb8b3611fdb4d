import { isUnbound } from '../../domain/graphics/edit/newElement'
import { useTranslation } from 'react-i18next'
import type { GraphicSource } from '../../domain/contract'
import { useAlarmWords } from '../alarms/useAlarmWords'
import { unknown, useFormat } from '../i18n'
import { shownValue } from '../panes/device/shownValue'
import type { Reading, Readings } from './Readings'

/** A value in words, as elsewhere in the product: a bad one shows no digits. */
export interface ReadingWords {
  readonly digits: string
  readonly unit: string
  /** Name of the property. */
  readonly name: string
  /** All of it, with device, quality and time. */
  readonly tip: string
}

export function useReadingWords(): (readings: Readings, source: GraphicSource, decimals?: number) => ReadingWords {
  const { t } = useTranslation()
  const format = useFormat()
  const words = useAlarmWords()
  return (readings, source, decimals) => {
    const reading = readings.value(source)
    const property = reading?.property ?? readings.property(source)
    if (!property) {
      const name = isUnbound(source) ? unknown : source.propertyId
      return { digits: unknown, unit: '', name, tip: name }
    }
    const name = format.text(property.name)
    const unit = format.unit(property.unit ?? '')
    const digits = digitsOf(reading, (value) =>
      shownValue(decimals === undefined ? property : { ...property, decimals }, value, format),
    )
    if (!reading) return { digits, unit, name, tip: name }
    const quality = reading.quality === 'good' ? '' : t(`quality.${reading.quality}`)
    const at = reading.atMs === 0 ? '' : format.clock(reading.atMs)
    const tip = [words.device(reading.deviceId), `${name} ${digits} ${unit}`.trim(), quality, at]
    return { digits, unit, name, tip: tip.filter(Boolean).join(' · ') }
  }
}

function digitsOf(reading: Reading | undefined, show: (value: number) => string): string {
  if (!reading || reading.quality === 'never' || Number.isNaN(reading.value)) return unknown
  if (reading.quality === 'bad') return `${unknown} ${unknown}`
  return reading.quality === 'uncertain' ? `≈ ${show(reading.value)}` : show(reading.value)
}
