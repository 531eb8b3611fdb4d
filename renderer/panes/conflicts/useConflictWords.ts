import { useTranslation } from 'react-i18next'
import type { Conflict, ConflictSide, Place } from '../../../domain/contract'
import { shippedGraphics } from '../../../domain/graphics/shipped'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useCollection, useRegistry } from '../../feed'
import { useFormat } from '../../i18n'
import { useSeatNames } from '../../seat/useSeatNames'
import { voidReasonWords } from '../../seat/voidReason'
import { parseSubject } from './subjectTarget'

export interface ConflictWords {
  /** What clashed, in one sentence. */
  sentence(conflict: Conflict): string
  /** What a side wrote to: a task by what is to be done, an incident by its number and title. */
  subject(side: ConflictSide): string
  place(place: Place): string
}

/** Conflicts in the words of the people who must settle them. */
export function useConflictWords(): ConflictWords {
  const { t } = useTranslation(['conflicts', 'seat', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const alarmWords = useAlarmWords()
  const seatName = useSeatNames()
  const incidents = useCollection('incident.changed').items
  const tasks = useCollection('task.changed').items
  const planRuns = useCollection('planRun.changed').items
  const commands = useCollection('command.changed').items
  const alarms = useCollection('alarm.changed').items
  const graphics = useCollection('graphic.changed').items

  const person = (id: string | undefined) => {
    const known = id === undefined ? undefined : registry.people.get(id)
    return known ? format.text(known.name) : (id ?? t('somebody'))
  }
  const incident = (id: string | undefined) => {
    const known = id === undefined ? undefined : incidents.get(id)
    return known ? `${known.number} ${format.text(known.title)}` : (id ?? t('anIncident'))
  }
  const alarm = (id: string | undefined, deviceId: string | undefined) => {
    const known = id === undefined ? undefined : alarms.get(id)
    if (known) return `${alarmWords.device(known.deviceId)} ${alarmWords.alarm(known)}`
    return deviceId === undefined ? (id ?? t('anAlarm')) : alarmWords.device(deviceId)
  }
  const plan = (runId: string) => {
    const run = planRuns.get(runId)
    const known = run && registry.plans.get(run.planId)
    return known ? `${known.code} ${format.text(known.name)}` : t('aPlan')
  }
  const service = (commandId: string) => {
    const command = commands.get(commandId)
    if (!command) return t('aCommand')
    const index = registry.deviceIndex(command.deviceId)
    const type = index === undefined ? undefined : registry.deviceType(index)
    const known = type?.services.find(({ id }) => id === command.service)
    return `${alarmWords.device(command.deviceId)} ${known ? format.text(known.name) : command.service}`
  }

  const graphic = (id: string) => {
    const known = graphics.get(id)?.graphic ?? shippedGraphics.find((each) => each.id === id)
    return known ? format.text(known.name) : t('aGraphic')
  }

  return {
    sentence(conflict) {
      const { kind, personId, incidentId, alarmId, deviceId, reason, sides } = conflict
      const firstIncident = sides.map((side) => parseSubject(side.subject)).find((each) => each.kind === 'incident')?.id
      const by = sides[0]?.by
      return t(`kind.${kind}`, {
        person: person(personId),
        incident: incident(incidentId ?? firstIncident),
        alarm: alarm(alarmId, deviceId),
        device: deviceId === undefined ? t('aDevice') : alarmWords.device(deviceId),
        grade: gradeOf(incidentId),
        reason: reason === undefined ? '' : voidReasonWords(t, reason),
        graphic: graphic(parseSubject(sides[0]?.subject ?? '').id),
        by: by?.name ?? by?.id ?? t('somebody'),
        count: sides.length,
        sides: sides.map(sideWords).join(t('and')),
      })
    },
    subject({ subject }) {
      const { kind, id } = parseSubject(subject)
      if (kind === 'task') return tasks.get(id)?.instruction ?? t('aTask')
      if (kind === 'incident') return incident(id)
      if (kind === 'alarm') return alarm(id, undefined)
      if (kind === 'planRun') return plan(id)
      if (kind === 'command') return service(id)
      if (kind === 'graphic') return graphic(id)
      return subject
    },
    place: placeWords,
  }

  function sideWords({ by, seatId, atMs, place }: ConflictSide): string {
    const time = format.clock(atMs, { seconds: false })
    const where = place ? placeWords(place) : t('somewhere')
    return t('sideAt', { place: where, by: by.name ?? by.id, seat: seatName(seatId), time })
  }

  function placeWords({ buildingId, plotId, floor, space }: Place): string {
    const building = buildingId === undefined ? undefined : registry.building(buildingId)
    const plot = plotId === undefined ? undefined : registry.plot(plotId)
    return [
      building ? format.text(building.name) : plot && format.text(plot.name),
      floor !== undefined && (floor > 0 ? t('common:floor', { floor }) : t('common:basement', { floor: -floor })),
      space && format.text(space),
    ]
      .filter(Boolean)
      .join(' · ')
  }

  function gradeOf(incidentId: string | undefined): string {
    const known = incidentId === undefined ? undefined : incidents.get(incidentId)
    return known ? t(`common:grade.${known.grade}`) : ''
  }
}
