import { useState } from 'react'
import { Eye, UserCheck } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Look, LookId } from '../../domain/contract'
import { reveal, useClient } from '../feed'
import { useFormat } from '../i18n'
import { useActions, useKeyCap } from '../keys/keyboard'
import { Refusal } from '../session/Refusal'
import { useAttempt, type Attempt } from '../session/useAttempt'
import { Banner } from '../shell/banners/Banner'
import { Button } from '../widgets'
import { useLooks } from './useLooks'
import { useTellLook } from './useTellLook'

const nameOf = ({ by }: Look['asked']) => by.name ?? by.id

/** Said on every display of a seat for as long as somebody looks at it, with one key to end it. */
export function LookBanners() {
  useTellLook()
  const client = useClient()
  const { atMe, takenFromMe } = useLooks()
  const [read, setRead] = useState<readonly LookId[]>([])
  const live = atMe.filter(({ state }) => state === 'live')
  const ending = useAttempt()
  const end = () =>
    void ending.run(async () => {
      for (const { id } of live) await client.call('look.end', { lookId: id })
    })
  useActions(live.length > 0 ? { endLook: end } : {})
  return (
    <>
      {live.map((look) => (
        <LookedAt key={look.id} look={look} ending={ending} onEnd={end} />
      ))}
      {atMe
        .filter(({ state }) => state === 'asked')
        .map((look) => (
          <Asked key={look.id} look={look} />
        ))}
      {takenFromMe
        .filter(({ id }) => !read.includes(id))
        .map((look) => (
          <TakenOver key={look.id} look={look} onRead={() => setRead([...read, look.id])} />
        ))}
      <Looking />
    </>
  )
}

function LookedAt({ look, ending, onEnd }: { look: Look; ending: Attempt; onEnd(): void }) {
  const { t } = useTranslation('shows')
  const endCap = useKeyCap('endLook')
  const format = useFormat()
  return (
    <Banner
      isSlim
      tone="progress"
      icon={<Eye size={20} aria-hidden />}
      title={t('look.lookedAt', { name: nameOf(look.asked) })}
      detail={[t('look.reason', { reason: look.reason }), look.isByRule ? t('look.byRule') : '']
        .filter(Boolean)
        .join(' · ')}
    >
      <span>{t('look.until', { time: format.clock(look.untilMs) })}</span>
      <Refusal attempt={ending} />
      <Button keyCap={endCap} isPending={ending.isPending} onClick={onEnd}>
        {t('look.end')}
      </Button>
    </Banner>
  )
}

function Asked({ look }: { look: Look }) {
  const { t } = useTranslation('shows')
  const client = useClient()
  const attempt = useAttempt()
  const answer = (isAgreed: boolean) =>
    void attempt.run(async () => void (await client.call('look.answer', { lookId: look.id, isAgreed })))
  return (
    <Banner
      isSlim
      tone="progress"
      icon={<Eye size={20} aria-hidden />}
      title={t('look.asks', { name: nameOf(look.asked) })}
      detail={t('look.reason', { reason: look.reason })}
    >
      <Refusal attempt={attempt} />
      <Button look="primary" onClick={() => answer(true)}>
        {t('look.agree')}
      </Button>
      <Button onClick={() => answer(false)}>{t('look.refuse')}</Button>
    </Banner>
  )
}

function TakenOver({ look, onRead }: { look: Look; onRead(): void }) {
  const { t } = useTranslation('shows')
  if (!look.taken) return undefined
  const { alarmIds, incidentIds, reason } = look.taken
  return (
    <Banner
      isSlim
      tone="progress"
      icon={<UserCheck size={20} aria-hidden />}
      title={t('look.tookOver', { name: nameOf(look.taken) })}
      detail={t('look.tookOverWhat', { alarms: alarmIds.length, incidents: incidentIds.length, reason })}
    >
      <Button onClick={onRead}>{t('look.read')}</Button>
    </Banner>
  )
}

/** The other side: that this person looks at somebody, on the displays where the pane is not open. */
function Looking() {
  const { t } = useTranslation('shows')
  const { mine } = useLooks()
  const [look] = mine
  // Where the pane is in sight it says so itself.
  if (!look || document.querySelector('[data-pane="look"]')?.checkVisibility()) return undefined
  return (
    <Banner
      isSlim
      tone="notice"
      icon={<Eye size={20} aria-hidden />}
      title={t(look.state === 'live' ? 'look.looking' : 'look.waitingFor', { name: look.name })}
      detail={t('look.reason', { reason: look.reason })}
    >
      <Button onClick={() => reveal('look')}>{t('look.openPane')}</Button>
    </Banner>
  )
}
