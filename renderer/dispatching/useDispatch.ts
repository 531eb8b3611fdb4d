import { useState } from 'react'
import type { Alarm, DispatchProposal, ErrorCode, IncidentId, PersonId } from '../../domain/contract'
import { newKey, refusalCode, useClient, useCollection, useItem, useNow } from '../feed'

export type DispatchState =
  /** Nothing sent, the button is ready. */
  | { status: 'idle' }
  /** The click is on its way to the core. */
  | { status: 'starting' }
  /** Saved and held: until `sendAtMs` it can be undone as if it had never been. */
  | { status: 'held'; incidentId: IncidentId; sendAtMs: number; leftMs: number }
  /** It has left the house. */
  | { status: 'sent'; incidentId: IncidentId }

export interface Dispatch {
  state: DispatchState
  /** Why the last deed was refused. */
  code: ErrorCode | undefined
  /** @returns the incident; undefined when it was refused, `code` then says why */
  start(proposal: DispatchProposal, personIds: readonly PersonId[]): Promise<IncidentId | undefined>
  undo(): Promise<void>
}

/**
 * The one click for an alarm and its undo. Its state comes from the feeds where they know it, so that every window shows the same countdown,
 * whichever of them was clicked.
 */
export function useDispatch(alarm: Alarm | undefined): Dispatch {
  const client = useClient()
  const nowMs = useNow()
  const { items: runs } = useCollection('planRun.changed')
  const incident = useItem('incident.changed', alarm?.incidentId)
  const [own, setOwn] = useState<{
    alarmId: string
    isStarting: boolean
    incidentId?: IncidentId
    sendAtMs?: number
    code?: ErrorCode
  }>()
  const mine = own?.alarmId === alarm?.id ? own : undefined
  const run = incident?.planRunId === undefined ? undefined : runs.get(incident.planRunId)
  const incidentId = incident?.state === 'open' ? incident.id : incident === undefined ? mine?.incidentId : undefined
  const sendAtMs = run?.state === 'held' ? run.sendAtMs : mine?.incidentId === incidentId ? mine?.sendAtMs : undefined

  const state = (): DispatchState => {
    if (mine?.isStarting) return { status: 'starting' }
    if (incidentId === undefined) return { status: 'idle' }
    if (sendAtMs !== undefined && nowMs < sendAtMs)
      return { status: 'held', incidentId, sendAtMs, leftMs: sendAtMs - nowMs }
    return { status: 'sent', incidentId }
  }

  return {
    state: state(),
    code: mine?.code,
    async start(proposal, personIds) {
      if (!alarm || state().status !== 'idle') return undefined
      const { id: alarmId } = alarm
      setOwn({ alarmId, isStarting: true })
      try {
        const { grade, planId, basis } = proposal
        const started = await client.call('dispatch.start', {
          key: newKey(),
          alarmId,
          grade,
          planId,
          personIds: [...personIds],
          basis,
        })
        setOwn({ alarmId, isStarting: false, incidentId: started.incidentId, sendAtMs: started.sendAtMs })
        return started.incidentId
      } catch (error) {
        setOwn({ alarmId, isStarting: false, code: refusalCode(error) })
        return undefined
      }
    },
    async undo() {
      const current = state()
      if (!alarm || current.status !== 'held') return
      const { id: alarmId } = alarm
      try {
        await client.call('dispatch.undo', { incidentId: current.incidentId })
        setOwn({ alarmId, isStarting: false })
      } catch (error) {
        setOwn({
          alarmId,
          isStarting: false,
          incidentId: current.incidentId,
          sendAtMs: current.sendAtMs,
          code: refusalCode(error),
        })
      }
    },
  }
}
