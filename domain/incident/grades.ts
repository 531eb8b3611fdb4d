import type { IncidentGrade } from '../contract'

/**
 * The grades from lowest to highest. Public emergencies are a class of their own in the text; here they rank above all,
 * since they ask for at least what a critical incident asks for.
 *
 * @source White paper 6.2.3
 */
export const gradesAscending = [
  'general',
  'larger',
  'major',
  'critical',
  'publicEmergency',
] as const satisfies readonly IncidentGrade[]

export const gradeRank = (grade: IncidentGrade): number => gradesAscending.indexOf(grade)
export const isAtLeast = (grade: IncidentGrade, least: IncidentGrade): boolean => gradeRank(grade) >= gradeRank(least)
