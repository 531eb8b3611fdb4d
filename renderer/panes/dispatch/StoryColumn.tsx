import { useMemo, useState } from 'react'
import { Bell, ClipboardList, Cpu, MessageSquare, User } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../domain/contract'
import { newKey, useClient, useRegistry, useRight, useSeat } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Loading, Pane, PaneTitle, TextField } from '../../widgets'
import { actorName, describeEntry, type StoryTopic, subjectsOf, topicOf } from '../../story/describeEntry'
import { PendingMark } from '../../seat/PendingMark'
import { usePendingFromSeq } from '../../seat/usePending'
import { voidReasonWords } from '../../seat/voidReason'
import { useStory } from '../../story/useStory'
import styles from './StoryColumn.module.css'

const topics: readonly StoryTopic[] = ['people', 'devices', 'plan', 'desk']
const icons = { people: User, devices: Cpu, plan: ClipboardList, desk: MessageSquare } as const

/** What happened, newest on top, each line an entry of the journal; and a field to add to it. */
export function StoryColumn({ incident }: { incident: Incident }) {
  const { t } = useTranslation(['dispatch', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const client = useClient()
  const story = useStory(incident.id)
  const seatId = useSeat()?.seatId
  const pendingFromSeq = usePendingFromSeq() ?? Number.POSITIVE_INFINITY
  const mayNote = useRight('incident.manage')
  const [topic, setTopic] = useState<StoryTopic>()
  const [note, setNote] = useState('')

  const planId = useMemo(() => {
    const started = story?.find((entry) => entry.kind === 'planRun.started')
    return typeof started?.payload['planId'] === 'string' ? started.payload['planId'] : undefined
  }, [story])
  const names = useMemo(
    () => ({ registry, format, t, subjects: subjectsOf(story ?? []), planId }),
    [registry, format, t, story, planId],
  )
  const shown = useMemo(
    () => (story ?? []).filter((entry) => topic === undefined || topicOf(entry) === topic).toReversed(),
    [story, topic],
  )

  return (
    <Pane
      header={
        <PaneTitle title={t('story_title')} meta={t('storyCount', { count: story?.length ?? 0 })}>
          <button
            type="button"
            className={topic === undefined ? styles.filterOn : styles.filter}
            aria-pressed={topic === undefined}
            onClick={() => setTopic(undefined)}
          >
            {t('topic.all')}
          </button>
          {topics.map((each) => (
            <button
              key={each}
              type="button"
              className={topic === each ? styles.filterOn : styles.filter}
              aria-pressed={topic === each}
              onClick={() => setTopic(each)}
            >
              {t(`topic.${each}`)}
            </button>
          ))}
        </PaneTitle>
      }
      footer={
        incident.state === 'open' ? (
          <form
            className={styles.note}
            onSubmit={(event) => {
              event.preventDefault()
              if (note.trim() === '') return
              void client
                .call('incident.note', { key: newKey(), incidentId: incident.id, text: note.trim() })
                .then(() => setNote(''))
            }}
          >
            <TextField
              label={t('note.placeholder')}
              isLabelHidden
              placeholder={t('note.placeholder')}
              value={note}
              maxLength={2000}
              disabled={!mayNote}
              className={styles.noteField}
              onChange={(event) => setNote(event.target.value)}
            />
            <Button type="submit" size="small" disabled={!mayNote || note.trim() === ''}>
              {t('note.save')}
            </Button>
          </form>
        ) : undefined
      }
    >
      {!story && <Loading />}
      <ol key={topic ?? 'all'} className={styles.story}>
        {shown.map((entry) => {
          const Icon = entry.kind === 'alarm.raised' || entry.kind === 'alarm.reoccurred' ? Bell : icons[topicOf(entry)]
          return (
            <li key={entry.id} className={styles.entry}>
              <time className={styles.time}>{format.clock(entry.hlc.ms)}</time>
              <Icon size={14} className={styles.icon} aria-hidden />
              <span className={styles.words}>
                {entry.voidReason === undefined ? (
                  describeEntry(names, entry)
                ) : (
                  <Void what={describeEntry(names, entry)} reason={entry.voidReason} />
                )}
                {entry.origin === seatId && entry.seq >= pendingFromSeq && <PendingMark />}
                {/* A person or device that told it stands in the sentence already. */}
                {entry.actor.kind !== 'person' && entry.actor.kind !== 'device' && (
                  <span className={styles.actor}> {actorName(names, entry)}</span>
                )}
              </span>
            </li>
          )
        })}
      </ol>
    </Pane>
  )
}

/** What was decided and has no effect, struck out, and why: the reason itself holds. */
function Void({ what, reason }: { what: string; reason: string }) {
  const { t } = useTranslation(['dispatch', 'seat'])
  return (
    <>
      <s className={styles.voided}>{what}</s> · {t('voided', { reason: voidReasonWords(t, reason) })}
    </>
  )
}
