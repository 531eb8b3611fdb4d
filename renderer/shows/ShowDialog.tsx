import { useId, useState } from 'react'
import { Send } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { TFunction } from 'i18next'
import { newKey, tellSeat, useClient } from '../feed'
import { useAttempt } from '../session/useAttempt'
import { Button, Dialog, Empty, Failed, Loading, TextField } from '../widgets'
import { rememberSent } from './sentShows'
import { useOffers } from './useOffers'
import { useReceivers, type Receiver } from './useReceivers'
import { useViewWords } from './useViewWords'
import styles from './ShowDialog.module.css'

type Words = TFunction<['shows', 'common', 'error']>

/** Asks what to show and to whom. The first of each is chosen: most often three keys are enough. */
export function ShowDialog({ onClose }: { onClose(): void }) {
  const { t } = useTranslation(['shows', 'common', 'error'])
  const client = useClient()
  const offers = useOffers()
  const { list: receivers, failed } = useReceivers()
  const words = useViewWords()
  const attempt = useAttempt()
  const [at, setAt] = useState(0)
  const [chosenId, setChosenId] = useState<string>()
  const [note, setNote] = useState('')
  const view = offers[at]
  const receiver = receivers?.find(({ id }) => id === chosenId) ?? receivers?.[0]

  const send = async () => {
    if (!view || !receiver) return
    if (receiver.kind === 'display') {
      tellSeat({ type: 'show', view, displayNumber: receiver.number })
      return onClose()
    }
    const { to } = receiver
    const text = note.trim()
    const isSent = await attempt.run(async () => {
      const { showId, isAway } = await client.call('show.send', {
        key: newKey(),
        view,
        to,
        ...(text !== '' && { note: text }),
      })
      rememberSent({ id: showId, receiver: receiverWords(receiver, t).name, isAway })
    })
    if (isSent) onClose()
  }

  return (
    <Dialog label={t('title')} onClose={onClose}>
      <form
        className={styles.form}
        onSubmit={(event) => {
          event.preventDefault()
          void send()
        }}
      >
        <h2 className={styles.title}>{t('title')}</h2>
        <div className={styles.columns}>
          <fieldset className={styles.choices}>
            <legend className={styles.legend}>{t('what')}</legend>
            {offers.length === 0 && <Empty>{t('nothing')}</Empty>}
            {offers.map((offer, index) => {
              const { title, detail } = words(offer)
              return (
                <Choice
                  key={`${offer.kind} ${title}`}
                  group="what"
                  isChosen={index === at}
                  name={title}
                  detail={detail}
                  side={title === t(`view.${offer.kind}`) ? '' : t(`view.${offer.kind}`)}
                  onChoose={() => setAt(index)}
                />
              )
            })}
          </fieldset>
          <fieldset className={styles.choices}>
            <legend className={styles.legend}>{t('to')}</legend>
            {failed !== undefined && <Failed code={failed} />}
            {!receivers && failed === undefined && <Loading />}
            {receivers?.length === 0 && <Empty>{t('nobody')}</Empty>}
            {receivers?.map((one) => {
              const { name, detail, side } = receiverWords(one, t)
              return (
                <Choice
                  key={one.id}
                  group="to"
                  isChosen={one === receiver}
                  name={name}
                  detail={detail}
                  side={side}
                  onChoose={() => setChosenId(one.id)}
                />
              )
            })}
          </fieldset>
        </div>
        {receiver?.kind !== 'display' && (
          <TextField
            label={t('note')}
            placeholder={t('notePlaceholder')}
            maxLength={200}
            value={note}
            onChange={(event) => setNote(event.target.value)}
          />
        )}
        <div className={styles.actions}>
          {attempt.code !== undefined && (
            <p className={styles.problem} role="alert">
              {t(`error:${attempt.code}`)}
            </p>
          )}
          <Button onClick={onClose}>{t('common:cancel')}</Button>
          <Button type="submit" look="primary" isPending={attempt.isPending} disabled={!view || !receiver}>
            <Send size={14} aria-hidden />
            {t('send')}
          </Button>
        </div>
      </form>
    </Dialog>
  )
}

function receiverWords(receiver: Receiver, t: Words): { name: string; detail: string; side: string } {
  switch (receiver.kind) {
    case 'display':
      return { name: t('receiver.display', { number: receiver.number }), detail: '', side: t('receiver.ownSeat') }
    case 'person':
      return {
        name: receiver.name,
        detail: receiver.isBrowser ? t('receiver.browser') : receiver.seatName,
        side: t('receiver.there'),
      }
    case 'seat':
      return { name: receiver.name, detail: '', side: t('receiver.away') }
    case 'wall':
      return { name: t('receiver.wall'), detail: '', side: t('receiver.atOnce') }
  }
}

function Choice(props: {
  group: string
  isChosen: boolean
  name: string
  detail: string
  side: string
  onChoose(): void
}) {
  const id = useId()
  return (
    <div className={styles.choice}>
      <input
        id={id}
        type="radio"
        className={styles.radio}
        name={props.group}
        checked={props.isChosen}
        onChange={props.onChoose}
      />
      <label htmlFor={id} className={styles.label}>
        <span className={styles.name}>{props.name}</span>
        <span className={styles.detail}>{props.detail}</span>
        <span className={styles.side}>{props.side}</span>
      </label>
    </div>
  )
}
