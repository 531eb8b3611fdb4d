import type { AlarmClass, AlarmDefinition, Medium } from '../contract'

const byIncident: Partial<Record<AlarmDefinition['incidentType'], AlarmClass>> = {
  security: 'security',
  crowd: 'security',
  personalSafety: 'security',
  environment: 'environment',
  weather: 'environment',
  waterLeak: 'environment',
  equipment: 'equipment',
}

type ClassedBy = Pick<AlarmDefinition, 'alarmClass' | 'isLifeSafety' | 'priority' | 'incidentType' | 'condition'>

/** The class that a definition says, or that follows from the rest of it. */
export function alarmClassOf({ alarmClass, isLifeSafety, priority, incidentType, condition }: ClassedBy): AlarmClass {
  if (alarmClass) return alarmClass
  if (isLifeSafety) return 'lifeSafety'
  if (priority === 'commloss' || condition.kind === 'offline' || condition.kind === 'stale') return 'communication'
  return byIncident[incidentType] ?? 'process'
}

/** What an alarm fails with. A device that falls silent does so with its network or its power; of all others the definition says it. */
export function mediaOf({ fallsWith, condition }: Pick<AlarmDefinition, 'fallsWith' | 'condition'>): readonly Medium[] {
  if (fallsWith) return fallsWith
  return condition.kind === 'offline' || condition.kind === 'stale' ? silent : none
}

const silent: readonly Medium[] = ['network', 'power']
const none: readonly Medium[] = []
