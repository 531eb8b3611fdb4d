import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Task } from '../../../domain/contract'
import { useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { subjectsOf } from '../../story/describeEntry'
import { StoryLines } from '../../story/StoryLines'
import { useStory } from '../../story/useStory'
import { Loading, Section } from '../../widgets'
import { entriesOf } from './entriesOf'

/** What happened to one order, newest on top: its entries, and those of the messages about it. */
export function OrderLog({ task }: { task: Task }) {
  const { t } = useTranslation('workOrders')
  const { t: storyT } = useTranslation(['dispatch', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const story = useStory(task.incidentId)
  const names = useMemo(
    () => ({ registry, format, t: storyT, subjects: subjectsOf(story ?? []) }),
    [registry, format, storyT, story],
  )
  const entries = useMemo(() => entriesOf(story ?? [], task.id).toReversed(), [story, task.id])
  return (
    <Section title={t('log')} meta={t('logCount', { count: entries.length })}>
      {story ? <StoryLines entries={entries} names={names} /> : <Loading />}
    </Section>
  )
}
