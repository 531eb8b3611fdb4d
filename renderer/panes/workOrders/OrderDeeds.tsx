import { useMemo, useState } from 'react'
import { BellRing, Undo2, UserRoundPen } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { PersonId } from '../../../domain/contract'
import { distanceM } from '../../../domain/dispatch/distance'
import { newKey, useClient, useCollection, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { useAttempt } from '../../session/useAttempt'
import { Button, SelectField, TextField } from '../../widgets'
import type { OrderRow } from './orderRows'
import styles from './OrderDetail.module.css'

type Deed = 'urge' | 'reassign' | 'recall'

/** Urge, hand over, recall: each asks for what it needs in its own line, and says why it was refused. */
export function OrderDeeds({ row }: { row: OrderRow }) {
  const { t } = useTranslation(['workOrders', 'common', 'error'])
  const client = useClient()
  const mayUrge = useRight('incident.manage')
  const mayDispatch = useRight('incident.dispatch')
  const free = useFreePeople(row)
  const [deed, setDeed] = useState<Deed>()
  const [text, setText] = useState('')
  const [personId, setPersonId] = useState('')
  const attempt = useAttempt()
  const { id: taskId, state } = row.task
  const words = text.trim()
  const begin = (which: Deed) => {
    setDeed(which)
    setText('')
    setPersonId(free[0]?.[0] ?? '')
  }
  const calls: Record<Deed, () => Promise<unknown>> = {
    urge: () => client.call('task.urge', { key: newKey(), taskId, ...(words !== '' && { text: words }) }),
    reassign: () =>
      client.call('task.reassign', {
        key: newKey(),
        taskId,
        personId: PersonId.parse(personId),
        ...(words !== '' && { reason: words }),
      }),
    recall: () => client.call('task.recall', { taskId, reason: words }),
  }
  const isReady = deed === 'recall' ? words !== '' : deed !== 'reassign' || personId !== ''
  const mayNot = t('common:state.needsRight')

  if (deed === undefined)
    return (
      <footer className={styles.deeds}>
        <Button
          look="primary"
          size="small"
          disabled={!mayUrge || state === 'held'}
          title={mayUrge ? (state === 'held' ? t('heldYet') : undefined) : mayNot}
          onClick={() => begin('urge')}
        >
          <BellRing size={14} aria-hidden /> {t('urge')}
        </Button>
        <Button
          size="small"
          disabled={!mayDispatch}
          title={mayDispatch ? undefined : mayNot}
          onClick={() => begin('reassign')}
        >
          <UserRoundPen size={14} aria-hidden /> {t('reassign')}
        </Button>
        <span className={styles.spring} />
        <Button
          size="small"
          look="plain"
          disabled={!mayDispatch}
          title={mayDispatch ? undefined : mayNot}
          onClick={() => begin('recall')}
        >
          <Undo2 size={14} aria-hidden /> {t('recall')}
        </Button>
      </footer>
    )
  return (
    <form
      className={styles.deeds}
      onSubmit={(event) => {
        event.preventDefault()
        if (!isReady || attempt.isPending) return
        void attempt.run(async () => void (await calls[deed]())).then((isDone) => isDone && setDeed(undefined))
      }}
    >
      {attempt.code !== undefined && (
        <p className={styles.refusal} role="alert">
          {t(`error:${attempt.code}`)}
        </p>
      )}
      {deed === 'reassign' &&
        (free.length === 0 ? (
          <p className={styles.none}>{t('nobodyFree')}</p>
        ) : (
          <SelectField
            label={t('to')}
            isLabelHidden
            size="small"
            className={styles.to}
            value={personId}
            options={free}
            onChange={setPersonId}
          />
        ))}
      <TextField
        label={t(`asks.${deed}`)}
        isLabelHidden
        placeholder={t(`asks.${deed}`)}
        className={styles.text}
        value={text}
        maxLength={deed === 'urge' ? 200 : 500}
        onChange={(event) => setText(event.target.value)}
        onKeyDown={(event) => {
          if (event.key !== 'Escape') return
          // The pane has its own Escape.
          event.stopPropagation()
          setDeed(undefined)
        }}
      />
      <Button look="primary" size="small" type="submit" isPending={attempt.isPending} disabled={!isReady}>
        {t(deed)}
      </Button>
      <Button size="small" look="plain" onClick={() => setDeed(undefined)}>
        {t('common:cancel')}
      </Button>
    </form>
  )
}

/** Whoever could take an order over: free, those of the same post first, then by how far they are. */
function useFreePeople({ task }: OrderRow): (readonly [id: string, words: string])[] {
  const { t } = useTranslation('dispatch')
  const format = useFormat()
  const registry = useRegistry()
  const { items } = useCollection('people.changed')
  return useMemo(() => {
    const post = registry.people.get(task.personId)?.post
    return [...items.values()]
      .flatMap(({ id, duty, lngLat }) => {
        const person = registry.people.get(id)
        if (!person || duty !== 'free' || id === task.personId) return []
        const farM = lngLat ? distanceM(lngLat, task.place.lngLat) : Infinity
        return [{ person, farM, isSamePost: person.post === post }]
      })
      .sort((a, b) => Number(b.isSamePost) - Number(a.isSamePost) || a.farM - b.farM)
      .map(({ person, farM }) => {
        const parts = [format.text(person.name), t(`post.${person.post}`)]
        if (Number.isFinite(farM)) parts.push(`${format.number(Math.round(farM))} m`)
        return [person.id, parts.join(' · ')] as const
      })
  }, [items, registry, format, t, task.personId, task.place])
}
