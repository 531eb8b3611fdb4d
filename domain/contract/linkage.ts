import { z } from 'zod'
import { LocalText } from './primitives'
import { DeviceSelector } from './plan'
import { CommandInput, Identifier, IncidentType, TakenValue } from './thingModel'

const SystemKey = z.string().min(1).max(80)

/** What sets a linkage off, at one device of a system or in one incident. */
export const LinkageTrigger = z.discriminatedUnion('kind', [
  z.object({ kind: z.literal('alarm'), systemKey: SystemKey, alarms: z.array(Identifier).min(1) }),
  z.object({ kind: z.literal('event'), systemKey: SystemKey, event: Identifier }),
  /** A property takes one of the numbers. */
  z.object({
    kind: z.literal('state'),
    systemKey: SystemKey,
    property: Identifier,
    values: z.array(z.number().int()).min(1),
  }),
  /** A good value of the property makes the linkage's condition true. */
  z.object({ kind: z.literal('sample'), systemKey: SystemKey, property: Identifier }),
  /** A person asks a device for the service. */
  z.object({ kind: z.literal('service'), systemKey: SystemKey, service: Identifier }),
  z.object({ kind: z.literal('incident'), incidentTypes: z.array(IncidentType).min(1) }),
])
export type LinkageTrigger = z.infer<typeof LinkageTrigger>

/** What a linkage does, seen from where it was set off. */
export const LinkageAction = z.discriminatedUnion('kind', [
  z.object({
    kind: z.literal('command'),
    devices: DeviceSelector,
    service: Identifier,
    input: CommandInput,
    /** Parameters that are not in `input`, by id. */
    takes: z.record(z.string().max(64), TakenValue).optional(),
  }),
  /** The devices come up on screen: cameras with their picture, others with their panel. */
  z.object({ kind: z.literal('show'), devices: DeviceSelector }),
  z.object({ kind: z.literal('openIncident'), incidentType: IncidentType }),
  /** People with one of the skills, nearest first, get an order on their handset. */
  z.object({
    kind: z.literal('order'),
    skills: z.array(z.string()).min(1),
    count: z.number().int().min(1).max(50),
    instruction: LocalText,
  }),
  /** People of the posts get a message on their handset. */
  z.object({ kind: z.literal('message'), posts: z.array(z.string()).min(1), text: LocalText }),
])
export type LinkageAction = z.infer<typeof LinkageAction>

/** 联动: two systems that belong together. Without a trigger it is a standing relation, which screens and people know of and nothing sets off. */
export const Linkage = z.object({
  id: z.string().regex(/^[a-z0-9_]{1,64}$/),
  name: LocalText,
  /** The system that has it, and the other side: a system, or a part of the centre such as `dispatch.event`. */
  systemKey: SystemKey,
  withKey: SystemKey,
  trigger: LinkageTrigger.optional(),
  /** CEL, as conditions of rules are written: only then it acts. */
  condition: z.string().min(1).max(500).optional(),
  actions: z.array(LinkageAction).max(16),
})
export type Linkage = z.infer<typeof Linkage>
