import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { LocalText } from '../../domain/contract'
import { useSeat } from '../feed'
import * as format from './format'
import { languages, type Language } from './resources'

export function useLanguage(): Language {
  const { i18n } = useTranslation()
  return languages.find((language) => language === i18n.language) ?? 'zh-CN'
}

/** Times, numbers and two-language names as the person reads them: in his language and the district's time zone. */
export interface Formats {
  language: Language
  timeZone: string
  text(text: LocalText): string
  /** A unit of a thing model as it is read: symbols stay, counted words are translated. */
  unit(unit: string): string
  number(value: number, decimals?: number): string
  clock(atMs: number, options?: { seconds?: boolean }): string
  clockMs(atMs: number): string
  moment(atMs: number, nowMs: number): string
  dateTime(atMs: number): string
  day(atMs: number): string
  zone(atMs: number): string
  duration(durationMs: number): string
  age(ageMs: number): string
}

export function useFormat(): Formats {
  const language = useLanguage()
  const { t } = useTranslation()
  const timeZone = useSeat()?.timeZone ?? 'Asia/Shanghai'
  return useMemo<Formats>(() => {
    const units = { second: t('unit.second'), minute: t('unit.minute'), hour: t('unit.hour'), day: t('unit.day') }
    const counted = { 人: t('counted.people'), 辆: t('counted.vehicles'), 元: t('counted.yuan') }
    return {
      language,
      timeZone,
      text: (text) => format.pickText(text, language),
      unit: (unit) => format.formatUnit(unit, counted),
      number: format.formatNumber,
      clock: (atMs, options) => format.formatClock(atMs, timeZone, options),
      clockMs: (atMs) => format.formatClockMs(atMs, timeZone),
      moment: (atMs, nowMs) => format.formatMoment(atMs, nowMs, timeZone),
      dateTime: (atMs) => format.formatDateTime(atMs, timeZone),
      day: (atMs) => format.formatDay(atMs, timeZone, language),
      zone: (atMs) => format.formatZone(atMs, timeZone),
      duration: (durationMs) => format.formatDuration(durationMs, units),
      age: (ageMs) => format.formatAge(ageMs, units),
    }
  }, [language, timeZone, t])
}
