import { z } from 'zod'
import { LocalText, PlanId } from './primitives'
import { CommandClass, CommandInput, IncidentType } from './thingModel'

/** 事件等级 (white paper 6.2.3): four grades of matters, and the class of public emergencies. */
export const IncidentGrade = z.enum(['general', 'larger', 'major', 'critical', 'publicEmergency'])
export type IncidentGrade = z.infer<typeof IncidentGrade>

/** Which devices a step commands, seen from the place of the incident. */
export const DeviceSelector = z.object({
  systemKeys: z.array(z.string().min(1).max(80)).min(1),
  scope: z.enum(['sameFloor', 'adjacentFloors', 'sameBuilding', 'near']),
  /** For `near`: straight distance, m. */
  radiusM: z.number().min(1).max(5_000).optional(),
  max: z.number().int().min(1).max(200),
})
export type DeviceSelector = z.infer<typeof DeviceSelector>

/** What a step does by itself once it is its turn. */
export const StepAction = z.discriminatedUnion('kind', [
  /** A person at the desk ticks it off. */
  z.object({ kind: z.literal('confirm') }),
  /** People with one of the skills, nearest first, get a task on their handset; done when each of them is done. */
  z.object({
    kind: z.literal('task'),
    skills: z.array(z.string()).min(1),
    count: z.number().int().min(1).max(50),
    instruction: LocalText,
  }),
  /** Devices are asked for a service; done when each has answered. */
  z.object({
    kind: z.literal('command'),
    devices: DeviceSelector,
    service: z.string().min(1).max(64),
    input: CommandInput,
    commandClass: CommandClass,
  }),
  /** People of the posts get a message on their handset; done when each has it. */
  z.object({ kind: z.literal('message'), posts: z.array(z.string()).min(1), text: LocalText }),
])
export type StepAction = z.infer<typeof StepAction>

export const PlanStep = z.object({
  id: z.string().min(1).max(32),
  name: LocalText,
  /** Steps that must be done first. */
  after: z.array(z.string().min(1).max(32)),
  /** From its turn to done, ms; absent when there is no limit. */
  limitMs: z.number().int().min(1_000).optional(),
  action: StepAction,
})
export type PlanStep = z.infer<typeof PlanStep>

/** 预案: what is done, in which order, within which time, for incidents of some types from some grade on. */
export const Plan = z.object({
  id: PlanId,
  version: z.number().int().min(1),
  /** Short code people say: F-01. */
  code: z.string().min(1).max(16),
  name: LocalText,
  incidentTypes: z.array(IncidentType).min(1),
  minGrade: IncidentGrade,
  steps: z.array(PlanStep).min(1).max(40),
})
export type Plan = z.infer<typeof Plan>
