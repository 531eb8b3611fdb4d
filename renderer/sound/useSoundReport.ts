import { useEffect, useState } from 'react'
import { useSupervision } from '../supervision/useSupervision'
import { onSeatMessage, tellSeat, type SoundReport } from '../feed'

/** How the seat's sound is, as its one sounding page says; `undefined` while no such page has spoken. */
export function useSoundReport(): SoundReport | undefined {
  const isThere = useSupervision()?.sound !== 'absent'
  const [report, setReport] = useState<SoundReport>()
  useEffect(() => {
    const stop = onSeatMessage((message) => {
      if (message.type === 'sound') setReport(message.report)
    })
    tellSeat({ type: 'joined' })
    return stop
  }, [])
  return isThere ? report : undefined
}
