import { useEffect, useState } from 'react'
import type { Alarm } from '../../../../domain/contract'
import { useClient, useCollection } from '../../../feed'

/** Alarms that are read back for a picture. */
const mostAlarms = 500

export interface WhatHappened {
  /** UTC ms at which an alarm of one of the devices was raised. */
  alarms: readonly Alarm[]
  /** UTC ms at which the rule itself acted, as far back as firings are kept. */
  firedAtMs: readonly number[]
}

/** What really happened meanwhile: alarms of the devices that the rule listens to, and what the rule as it holds has done. */
export function useWhatHappened(
  ruleId: string,
  range: { fromMs: number; toMs: number } | undefined,
  isOurs: (deviceId: string) => boolean,
): WhatHappened {
  const client = useClient()
  const { items } = useCollection('ruleFiring.changed')
  const [alarms, setAlarms] = useState<readonly Alarm[]>([])
  const [fromMs, toMs] = [range?.fromMs, range?.toMs]
  useEffect(() => {
    setAlarms([])
    if (fromMs === undefined || toMs === undefined) return
    let isCurrent = true
    client.call('alarm.history', { beforeMs: toMs, limit: mostAlarms }).then(
      (answer) =>
        isCurrent && setAlarms(answer.alarms.filter(({ raisedAtMs }) => raisedAtMs >= fromMs && raisedAtMs <= toMs)),
      () => {
        // The picture says what would have been done all the same.
      },
    )
    return () => void (isCurrent = false)
  }, [client, fromMs, toMs])
  return {
    alarms: alarms.filter(({ deviceId }) => isOurs(deviceId)),
    firedAtMs: [...items.values()].filter((firing) => firing.ruleId === ruleId).map(({ fired }) => fired.atMs),
  }
}
