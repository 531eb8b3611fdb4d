import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Result } from '../../domain/contract'
import { instructionOf } from '../../domain/dispatch/instructionOf'
import type { Registry } from '../feed'
import { useFormat } from '../i18n'
import { actorName, describeEntry, subjectsOf } from '../story/describeEntry'

type Story = Result<'incident.export'>

/** An incident's story for paper: what it was, who was sent, what the plan did, and every entry with the head of its hash. */
export function StoryDocument({ registry, story }: { registry: Registry; story: Story }) {
  const { t } = useTranslation(['print', 'dispatch', 'common'])
  const { t: tStory } = useTranslation(['dispatch', 'common'])
  const format = useFormat()
  const { incident, planRun, tasks, commands, entries } = story
  const alarms = [...registry.types.values()].flatMap((type) => type.alarms)
  const plan = planRun && registry.plans.get(planRun.planId)
  const names = useMemo(
    () => ({ registry, format, t: tStory, subjects: subjectsOf(entries), planId: planRun?.planId }),
    [registry, format, tStory, entries, planRun],
  )
  const person = (id: string) => {
    const found = registry.people.get(id)
    return found ? format.text(found.name) : id
  }
  const device = (id: string) => {
    const index = registry.deviceIndex(id)
    return (
      (index === undefined
        ? undefined
        : format.language === 'zh-CN'
          ? registry.devices.namesZh[index]
          : registry.devices.namesEn[index]) ?? id
    )
  }
  const clock = (atMs: number | undefined) => (atMs === undefined ? '—' : format.clock(atMs))
  const last = entries.at(-1)
  return (
    <article>
      <h1>{format.text(incident.title)}</h1>
      <dl>
        <dt>{t('print:number')}</dt>
        <dd>{incident.number}</dd>
        <dt>{t('print:grade')}</dt>
        <dd>
          {t(`common:grade.${incident.grade}`)} · {t(`common:incidentType.${incident.type}`)}
        </dd>
        <dt>{t('print:opened')}</dt>
        <dd>
          {format.dateTime(incident.opened.atMs)} · {incident.opened.by.name}
        </dd>
        <dt>{t('print:closed')}</dt>
        <dd>
          {incident.closed
            ? `${format.dateTime(incident.closed.atMs)} · ${incident.closed.by.name ?? ''}`
            : t('dispatch:incident.open')}
        </dd>
        <dt>{t('print:reported')}</dt>
        <dd>
          {incident.reported ? `${format.dateTime(incident.reported.atMs)} · ${incident.reported.by.name ?? ''}` : '—'}
        </dd>
        <dt>{t('print:district')}</dt>
        <dd>{format.text(registry.geometry.name)}</dd>
      </dl>
      {incident.closed && (
        <>
          <h2>{t('dispatch:closing.result')}</h2>
          <p>{incident.closed.result}</p>
        </>
      )}
      {plan && planRun && (
        <>
          <h2>
            {t('dispatch:plan.title')} · {plan.code} {format.text(plan.name)}
          </h2>
          <table>
            <tbody>
              {plan.steps.map((step, index) => {
                const state = planRun.steps.find((s) => s.stepId === step.id)
                return (
                  <tr key={step.id}>
                    <td>{index + 1}</td>
                    <td>{format.text(step.name)}</td>
                    <td>{t(`dispatch:plan.state.${state?.state ?? 'waiting'}`)}</td>
                    <td className="time">{clock(state?.startedAtMs)}</td>
                    <td className="time">{clock(state?.done?.atMs)}</td>
                  </tr>
                )
              })}
            </tbody>
          </table>
        </>
      )}
      {tasks.length > 0 && (
        <>
          <h2>{t('dispatch:people.title')}</h2>
          <table>
            <thead>
              <tr>
                <th>{t('dispatch:people.name')}</th>
                <th>{t('dispatch:send.task')}</th>
                <th>{t('dispatch:taskState.delivered')}</th>
                <th>{t('dispatch:taskState.accepted')}</th>
                <th>{t('dispatch:taskState.arrived')}</th>
                <th>{t('dispatch:people.state')}</th>
              </tr>
            </thead>
            <tbody>
              {tasks.map((task) => (
                <tr key={task.id}>
                  <td>{person(task.personId)}</td>
                  <td>{instructionOf(task, { plans: registry.plans.values(), alarms }, format.text)}</td>
                  <td>{clock(task.deliveredAtMs)}</td>
                  <td>{clock(task.acceptedAtMs)}</td>
                  <td>{clock(task.arrivedAtMs)}</td>
                  <td>{t(`dispatch:taskState.${task.state}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      {commands.length > 0 && (
        <>
          <h2>{t('print:commands')}</h2>
          <table>
            <tbody>
              {commands.map((command) => (
                <tr key={command.id}>
                  <td className="time">{clock(command.sentAtMs)}</td>
                  <td>{device(command.deviceId)}</td>
                  <td>{t(`print:commandState.${command.state}`)}</td>
                </tr>
              ))}
            </tbody>
          </table>
        </>
      )}
      <h2>{t('dispatch:story_title')}</h2>
      <table>
        <tbody>
          {entries.map((entry) => (
            <tr key={entry.id} className={entry.voidReason === undefined ? undefined : 'void'}>
              <td className="time">{format.clockMs(entry.hlc.ms)}</td>
              <td>{describeEntry(names, entry)}</td>
              <td>{actorName(names, entry)}</td>
              <td className="hash">{entry.hash.slice(0, 12)}</td>
            </tr>
          ))}
        </tbody>
      </table>
      <footer>
        {t('print:footer', {
          count: entries.length,
          time: format.dateTime(story.exportedAtMs),
          hash: last?.hash ?? '—',
        })}
      </footer>
    </article>
  )
}
