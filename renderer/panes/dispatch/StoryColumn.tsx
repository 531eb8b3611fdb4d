import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../domain/contract'
import { newKey, useClient, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Loading, Pane, PaneTitle, TextField } from '../../widgets'
import { type StoryTopic, subjectsOf, topicOf } from '../../story/describeEntry'
import { StoryLines } from '../../story/StoryLines'
import { useStory } from '../../story/useStory'
import styles from './StoryColumn.module.css'

const topics: readonly StoryTopic[] = ['people', 'devices', 'plan', 'desk']

/** What happened, newest on top, each line an entry of the journal; and a field to add to it. */
export function StoryColumn({ incident }: { incident: Incident }) {
  const { t } = useTranslation(['dispatch', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const client = useClient()
  const story = useStory(incident.id)
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
      <StoryLines key={topic ?? 'all'} entries={shown} names={names} />
    </Pane>
  )
}
