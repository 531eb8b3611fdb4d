import { useEffect, useState, type ReactNode } from 'react'
import type { Alarm, SeatState } from '../../domain/contract'
import { FeedProvider, HubProvider, seatNow, useRegistryState, useSession } from '../feed'
import { createFakeClient } from '../testing/fakeClient'
import { makeRegistryParts, makeSeat, makeSession } from '../testing/builders'
import { sampleAlarms, sampleHistory, sampleProposal } from './samples'

/** A core tells its state once a second; silence would be shown. ms */
const seatPeriodMs = 1_000

/** A seat that follows its service, on an ordinary day. */
const quietSeat = (): Partial<SeatState> => ({
  role: 'following',
  roleSinceMs: seatNow() - 6 * 3_600_000,
  isDriving: false,
  driverName: 'service',
  serviceUrl: 'wss://10.20.0.5:7443',
  backup: { state: 'good', lastGoodAtMs: seatNow() - 3_600_000 },
})

function open(seat: Partial<SeatState>, alarms: readonly Alarm[]) {
  const { geometry, deviceTypes, devices, people, materials, plans } = makeRegistryParts()
  const client = createFakeClient({
    'registry.geometry': () => geometry,
    'registry.deviceTypes': () => ({ deviceTypes }),
    'registry.devices': () => devices,
    'registry.people': () => ({ people }),
    'registry.materials': () => ({ materials }),
    'registry.plans': () => ({ plans }),
    'history.read': sampleHistory,
    'dispatch.propose': sampleProposal,
  })
  const tellSeat = () => client.emit('seat.changed', makeSeat({ ...quietSeat(), ...seat, nowMs: Date.now() }))
  client.emit('session.changed', makeSession())
  tellSeat()
  client.emit('alarm.changed', { isSnapshot: true, position: 1, upserts: [...alarms], removes: [] })
  return { client, tellSeat }
}

interface WorldProps {
  seat?: Partial<SeatState>
  /** Those of the fire of the mockups without. */
  alarms?: readonly Alarm[]
  children: ReactNode
}

/** A district and a seat without a core, for what needs to know of them; several may stand side by side. */
export function World({ seat = {}, alarms, children }: WorldProps) {
  const [{ client, tellSeat }] = useState(() => open(seat, alarms ?? sampleAlarms(seatNow())))
  useEffect(() => {
    const timer = setInterval(tellSeat, seatPeriodMs)
    return () => clearInterval(timer)
  }, [tellSeat])
  return (
    <FeedProvider client={client}>
      <WhenSignedIn>{children}</WhenSignedIn>
    </FeedProvider>
  )
}

function WhenSignedIn({ children }: { children: ReactNode }) {
  return useSession()?.account ? (
    <HubProvider>
      <WhenReady>{children}</WhenReady>
    </HubProvider>
  ) : undefined
}

function WhenReady({ children }: { children: ReactNode }) {
  return useRegistryState().status === 'ready' ? children : undefined
}
