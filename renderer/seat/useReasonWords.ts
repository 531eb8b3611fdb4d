import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { SyncRefusal } from '../../domain/contract/sync'

/**
 * Why two seats do not talk, from `PeerState.reason`: `refused: wrongSecret: …` or, said by the other, `it refuses this seat: …`.
 *
 * @returns the code as this seat sees it: whoever refuses us as too old is too new for us; `undefined` for what is no refusal
 */
export function refusalOf(reason: string): SyncRefusal | undefined {
  const [, by, word] = /^(refused|it refuses this seat): (\w+)/.exec(reason) ?? []
  const code = SyncRefusal.safeParse(word ?? reason)
  if (!code.success) return undefined
  if (by === 'it refuses this seat' && code.data === 'protocolTooOld') return 'protocolTooNew'
  if (by === 'it refuses this seat' && code.data === 'protocolTooNew') return 'protocolTooOld'
  return code.data
}

/** How a link ended that nobody refused. */
const isEnd = (reason: string): reason is 'lost' | 'silent' => reason === 'lost' || reason === 'silent'

/** A peer's reason as a sentence; what has no word of its own is shown as it is, for the engineer. */
export function useReasonWords(): (reason: string) => string {
  const { t } = useTranslation('seat')
  return useCallback(
    (reason) => {
      const code = isEnd(reason) ? reason : refusalOf(reason)
      return code ? t(`peerReason.${code}`) : reason
    },
    [t],
  )
}
