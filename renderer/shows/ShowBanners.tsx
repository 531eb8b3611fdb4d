import { useEffect } from 'react'
import { Check, Presentation, X } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Show } from '../../domain/contract'
import { isShownTo } from '../../domain/shows/showRules'
import { useClient, useCollection, useItem, useNow, useSeat, useSession } from '../feed'
import { useFormat } from '../i18n'
import { Refusal } from '../session/Refusal'
import { useAttempt } from '../session/useAttempt'
import { Banner } from '../shell/banners/Banner'
import { Button } from '../widgets'
import { forgetSent, useSentShows, type SentShow } from './sentShows'
import { useOpenView } from './useOpenShown'
import { useViewWords } from './useViewWords'

/** More than this at once would push the panes away; the others wait. */
const mostAtOnce = 2
/** What became of it stands this long. */
const answeredShownMs = 20_000

/** What others want this person to see, and what became of what was sent from this window. */
export function ShowBanners() {
  const { items } = useCollection('show.changed')
  const account = useSession()?.account
  const seat = useSeat()
  const now = useNow()
  const sent = useSentShows()
  if (!account) return undefined
  const viewer = { accountId: account.id, seatId: window.chengtai ? seat?.seatId : undefined }
  const waiting = [...items.values()]
    .filter(
      (show) =>
        show.state === 'sent' &&
        show.to.kind !== 'wall' &&
        show.sent.by.id !== account.id &&
        isShownTo(show, viewer) &&
        now < show.untilMs,
    )
    .toSorted((a, b) => a.sent.atMs - b.sent.atMs)
  return (
    <>
      {waiting.slice(0, mostAtOnce).map((show, at) => (
        <Received key={show.id} show={show} more={at === mostAtOnce - 1 ? waiting.length - mostAtOnce : 0} />
      ))}
      {sent.map((one) => (
        <Sent key={one.id} sent={one} />
      ))}
    </>
  )
}

function Received({ show, more }: { show: Show; more: number }) {
  const { t } = useTranslation('shows')
  const format = useFormat()
  const client = useClient()
  const words = useViewWords()
  const open = useOpenView()
  const { title, detail } = words(show.view)
  const attempt = useAttempt()
  const answer = (is: 'opened' | 'declined') =>
    void attempt.run(async () => void (await client.call('show.answer', { showId: show.id, answer: is })))
  return (
    <Banner
      isSlim
      tone="progress"
      icon={<Presentation size={20} aria-hidden />}
      title={t('received', { name: show.sent.by.name ?? show.sent.by.id, title })}
      detail={[detail, show.note === undefined ? '' : t('quoted', { note: show.note })].filter(Boolean).join(' · ')}
    >
      <Refusal attempt={attempt} />
      {more > 0 && <span>{t('more', { count: more })}</span>}
      <time>{format.clock(show.sent.atMs)}</time>
      <Button
        look="primary"
        onClick={() => {
          open(show.view)
          answer('opened')
        }}
      >
        {t('open')}
      </Button>
      <Button onClick={() => answer('declined')}>{t('decline')}</Button>
    </Banner>
  )
}

function Sent({ sent }: { sent: SentShow }) {
  const { t } = useTranslation(['shows', 'common'])
  const client = useClient()
  const show = useItem('show.changed', sent.id)
  const attempt = useAttempt()
  const state = show?.state ?? 'sent'
  const isOver = state === 'declined' || state === 'ended' || (state === 'opened' && show?.to.kind !== 'wall')
  useEffect(() => {
    if (!isOver) return
    const timer = setTimeout(() => forgetSent(sent.id), answeredShownMs)
    return () => clearTimeout(timer)
  }, [isOver, sent.id])
  const key = state === 'sent' && sent.isAway ? 'away' : state
  return (
    <Banner
      isSlim
      tone="notice"
      icon={state === 'opened' ? <Check size={20} aria-hidden /> : <Presentation size={20} aria-hidden />}
      title={t('sentTo', { receiver: sent.receiver })}
      detail={t(`sentState.${key}`)}
    >
      <Refusal attempt={attempt} />
      {show && !isOver && (
        <Button
          isPending={attempt.isPending}
          onClick={() =>
            void attempt.run(async () => void (await client.call('show.answer', { showId: show.id, answer: 'ended' })))
          }
        >
          {t(show.to.kind === 'wall' ? 'takeOff' : 'takeBack')}
        </Button>
      )}
      <Button look="plain" aria-label={t('common:close')} onClick={() => forgetSent(sent.id)}>
        <X size={14} aria-hidden />
      </Button>
    </Banner>
  )
}
