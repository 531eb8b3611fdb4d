import { useCallback } from 'react'
import { useTranslation } from 'react-i18next'
import { useSeat } from '../feed'

/** Tells a seat's name from its id: this one, a peer by its name, any other by its id. */
export function useSeatNames(): (seatId: string) => string {
  const { t } = useTranslation('seat')
  const seat = useSeat()
  return useCallback(
    (seatId) =>
      seatId === seat?.seatId ? t('thisSeat') : (seat?.peers.find((peer) => peer.seatId === seatId)?.name ?? seatId),
    [t, seat],
  )
}
