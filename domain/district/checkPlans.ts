import { type DeviceType, type DistrictDocument, type Plan, Post, Skill, type StepAction } from '../contract'
import type { Report } from './DistrictProblem'
import { findCycle } from './findCycle'

/** Checks that each plan leads somewhere: known steps and no circle; skills, posts, systems and services that exist. */
export function checkPlans(document: DistrictDocument, report: Report): void {
  const typesBySystem = new Map<string, DeviceType[]>()
  for (const type of document.deviceTypes) {
    typesBySystem.set(type.systemKey, [...(typesBySystem.get(type.systemKey) ?? []), type])
  }
  document.plans.forEach((plan, place) => {
    const path = `plans[${place}]`
    checkOrder(plan, path, report)
    plan.steps.forEach((step, stepPlace) =>
      checkAction(step.action, `${path}.steps[${stepPlace}].action`, typesBySystem, report),
    )
  })
}

function checkOrder(plan: Plan, path: string, report: Report): void {
  const after = new Map<string, readonly string[]>()
  plan.steps.forEach((step, place) => {
    if (after.has(step.id))
      report(`${path}.steps[${place}].id`, 'duplicateId', `step ${step.id} stands twice in plan ${plan.code}`)
    after.set(step.id, step.after)
  })
  plan.steps.forEach((step, place) => {
    for (const earlier of step.after) {
      if (!after.has(earlier))
        report(
          `${path}.steps[${place}].after`,
          'unknownStep',
          `${step.id} waits for ${earlier}, which plan ${plan.code} does not have`,
        )
    }
  })
  const circle = findCycle(after.keys(), (id) => after.get(id) ?? [])
  if (circle) report(`${path}.steps`, 'cycle', `steps wait for each other: ${circle.join(' → ')}`)
}

function checkAction(
  action: StepAction,
  path: string,
  typesBySystem: ReadonlyMap<string, readonly DeviceType[]>,
  report: Report,
): void {
  switch (action.kind) {
    case 'confirm':
      return
    case 'task':
      for (const skill of action.skills) {
        if (!Skill.safeParse(skill).success) report(`${path}.skills`, 'unknownWord', `no skill ${skill}`)
      }
      return
    case 'message':
      for (const post of action.posts) {
        if (!Post.safeParse(post).success) report(`${path}.posts`, 'unknownWord', `no post ${post}`)
      }
      return
    case 'command':
      checkCommand(action, path, typesBySystem, report)
  }
}

/** A command must fit every type it may reach: it is sent to whatever stands there, without anybody looking again. */
function checkCommand(
  action: Extract<StepAction, { kind: 'command' }>,
  path: string,
  typesBySystem: ReadonlyMap<string, readonly DeviceType[]>,
  report: Report,
): void {
  const { scope, radiusM, systemKeys } = action.devices
  if (scope === 'near' && radiusM === undefined) report(`${path}.devices`, 'missingRadius', 'scope near needs radiusM')
  for (const systemKey of systemKeys) {
    const types = typesBySystem.get(systemKey)
    if (!types) {
      report(`${path}.devices.systemKeys`, 'unknownSystem', `no device type belongs to ${systemKey}`)
      continue
    }
    const services = types.flatMap((type) => type.services.filter((service) => service.id === action.service))
    if (services.length === 0) {
      report(`${path}.service`, 'unknownService', `no device of ${systemKey} knows the service ${action.service}`)
    }
    for (const service of services) {
      if (service.commandClass > action.commandClass) {
        report(
          `${path}.commandClass`,
          'commandClassTooLow',
          `${action.service} of ${systemKey} is class ${service.commandClass}`,
        )
      }
    }
  }
}
