import type { AlarmPriority, IncidentGrade, IncidentType } from '../contract'
import { gradeRank, gradesAscending } from './grades'

/**
 * Grade of an incident of the type when its alarm is urgent. The examples of white paper 6.2.3 where it has one (crowd: especially major;
 * traffic accident, weather, earthquake: public emergency), else our choice, editable with the plans.
 */
const gradeWhenUrgent: Record<IncidentType, IncidentGrade> = {
  fire: 'major',
  crowd: 'critical',
  personalSafety: 'major',
  traffic: 'publicEmergency',
  earthquake: 'publicEmergency',
  weather: 'publicEmergency',
  security: 'larger',
  liftEntrapment: 'larger',
  waterLeak: 'larger',
  equipment: 'larger',
  environment: 'larger',
  other: 'general',
}

/** How many grades lower an alarm of less priority starts. */
const stepsDown: Record<AlarmPriority, number> = { urgent: 0, important: 1, minor: 2, notice: 4, commloss: 4 }

/**
 * Grade that the desk is offered; a person confirms or changes it.
 *
 * @source White paper 6.2.3 (grades), 5.1 (three-step urgency of alarms); the mapping between the two is ours (named gap of the text)
 */
export function suggestGrade(type: IncidentType, priority: AlarmPriority): IncidentGrade {
  const rank = gradeRank(gradeWhenUrgent[type]) - stepsDown[priority]
  return gradesAscending[Math.max(0, rank)] ?? 'general'
}
