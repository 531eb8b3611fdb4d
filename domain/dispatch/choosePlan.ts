import type { IncidentGrade, IncidentType, Plan } from '../contract'
import { gradeRank, isAtLeast } from '../incident/grades'

/**
 * The plan that fits an incident: made for its type and open to its grade; of several the one for the highest grade.
 *
 * @returns `undefined` when no plan fits: people can still be sent, without a plan
 */
export function choosePlan(plans: readonly Plan[], type: IncidentType, grade: IncidentGrade): Plan | undefined {
  return plans
    .filter((plan) => plan.incidentTypes.includes(type) && isAtLeast(grade, plan.minGrade))
    .sort((a, b) => gradeRank(b.minGrade) - gradeRank(a.minGrade) || (a.id < b.id ? -1 : 1))[0]
}
