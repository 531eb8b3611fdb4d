import { useTranslation } from 'react-i18next'
import type { Figure } from './tileRows'

const codes = ['noDevices', 'noFreshValue', 'someMissing'] as const
const codeOf = (reason: string) => codes.find((code) => code === reason)

/** Why a figure is missing or doubtful, as a sentence for its tip. */
export function useReason({ value, isOutOfScope }: Figure): string | undefined {
  const { t } = useTranslation(['wall', 'seat'])
  if (isOutOfScope) return value?.value === undefined ? t('seat:scope.figureNone') : t('seat:scope.figure')
  if (value?.reason === undefined) return undefined
  const code = codeOf(value.reason)
  return code ? t(`reason.${code}`) : value.reason
}
