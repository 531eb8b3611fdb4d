import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'

/** Why a seat will not or must not talk to another one. */
const refusals = ['protocolTooOld', 'protocolTooNew', 'wrongSecret', 'otherDistrict', 'forked', 'sameSeat'] as const
const refusalOf = (reason: string) => refusals.find((code) => code === reason)

/** A peer's reason as a sentence; what is no code of ours is shown as it is, for the engineer. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation('seat')
  return useCallback(
    (reason) => {
      const code = refusalOf(reason)
      return code ? t(`peerReason.${code}`) : reason
    },
    [t],
  )
}
