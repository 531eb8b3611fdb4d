import type { z } from 'zod'
import { sessionCalls } from './calls/session'
import { seatCalls } from './calls/seat'
import { registryCalls } from './calls/registry'
import { grantCalls, registryEditingCalls, registryImportCalls, registryListCalls } from './calls/registryEditing'
import { forwardingCalls } from './calls/forwarding'
import { historyCalls } from './calls/history'
import { liveCalls } from './calls/live'
import { alarmCalls } from './calls/alarm'
import { incidentCalls } from './calls/incident'
import { commandCalls } from './calls/command'
import { codecCalls } from './calls/codec'
import { graphicCalls } from './calls/graphic'
import { engineeringCalls } from './calls/engineering'
import { settingCalls } from './calls/setting'
import { ruleCalls } from './calls/rule'
import { showCalls } from './calls/show'
import { accessCalls } from './calls/access'

/** Everything that crosses a channel, once: schemas, the right it needs, how a feed is delivered. Types, checks and the API page follow from it. */
export const contract = {
  ...sessionCalls,
  ...seatCalls,
  ...registryCalls,
  ...registryEditingCalls,
  ...registryListCalls,
  ...registryImportCalls,
  ...grantCalls,
  ...liveCalls,
  ...historyCalls,
  ...forwardingCalls,
  ...alarmCalls,
  ...incidentCalls,
  ...commandCalls,
  ...codecCalls,
  ...graphicCalls,
  ...engineeringCalls,
  ...settingCalls,
  ...ruleCalls,
  ...showCalls,
  ...accessCalls,
} as const

export type Contract = typeof contract
export type CallName = { [K in keyof Contract]: Contract[K] extends { type: 'call' } ? K : never }[keyof Contract]
export type FeedName = { [K in keyof Contract]: Contract[K] extends { type: 'feed' } ? K : never }[keyof Contract]
export type Params<N extends CallName> = Contract[N] extends { params: infer P extends z.ZodType } ? z.input<P> : never
/** Parameters as a handler gets them: checked, ids branded. */
export type CheckedParams<N extends CallName> = Contract[N] extends { params: infer P extends z.ZodType }
  ? z.output<P>
  : never
export type Result<N extends CallName> = Contract[N] extends { result: infer R extends z.ZodType } ? z.output<R> : never
export type FeedFilter<N extends FeedName> = Contract[N] extends { filter: infer F extends z.ZodType }
  ? z.input<F>
  : never
/** Filter as a feed's source gets it. */
export type CheckedFilter<N extends FeedName> = Contract[N] extends { filter: infer F extends z.ZodType }
  ? z.output<F>
  : never
export type FeedEvent<N extends FeedName> = Contract[N] extends { event: infer E extends z.ZodType }
  ? z.output<E>
  : never

/** What a window holds: the only way out of it. */
export interface Client {
  /** Asks once. @throws Refused with the code of `errors` */
  call<N extends CallName>(name: N, params: Params<N>): Promise<Result<N>>
  /**
   * Tells many times, until the returned function is called. After the link was lost the client subscribes again by itself and the listener
   * gets a new snapshot; `onEnded` hears of a refusal.
   */
  on<N extends FeedName>(
    name: N,
    filter: FeedFilter<N>,
    listener: (event: FeedEvent<N>) => void,
    onEnded?: (code: string) => void,
  ): () => void
}
