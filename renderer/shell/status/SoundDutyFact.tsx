import { useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { SeatState } from '../../../domain/contract'
import { soundDuty } from '../../../domain/sound/soundDuty'
import { useSession } from '../../feed'
import { SoundTestDialog } from '../../sound/SoundTestDialog'
import { Fact } from './Fact'

/** A console whose alarm sounds nobody has heard in this shift says so, and leads to the test. A browser seat sounds by itself and owes none. */
export function SoundDutyFact({ seat }: { seat: SeatState }) {
  const { t } = useTranslation('sound')
  const accountId = useSession()?.account?.id
  const [isOpen, setIsOpen] = useState(false)
  const duty = window.chengtai && accountId !== undefined ? soundDuty(seat, accountId) : 'done'
  const unheard = seat.soundTest?.unheard.map((sound) => t(`pattern.${sound}`)).join(', ') ?? ''
  return (
    <>
      {duty !== 'done' && (
        <Fact
          label={t(`fact.${duty}`)}
          title={duty === 'failed' ? t('fact.failedTip', { sounds: unheard }) : t('fact.tip')}
          needsAttention
          onOpen={() => setIsOpen(true)}
        />
      )}
      {isOpen && <SoundTestDialog onClose={() => setIsOpen(false)} />}
    </>
  )
}
