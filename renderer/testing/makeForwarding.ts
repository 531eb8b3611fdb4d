import type { FeedEvent } from '../../domain/contract'

/** Two routes, one that does well and one whose target is away. */
export const makeForwarding = (): FeedEvent<'forwarding.changed'> => {
  const saved = { by: { kind: 'account' as const, id: 'zhao' }, atMs: 1_000_000 }
  const common = { isEnabled: true, fields: ['atMs' as const, 'value' as const], mostQueueMb: 200, saved }
  return {
    routes: [
      {
        ...common,
        id: 'route-1',
        name: '城市数据平台',
        filter: { kinds: ['sample', 'alarm'] },
        target: { kind: 'mqtt', url: 'mqtts://platform.city:8883', topic: 'chengtai/{deviceId}', qos: 1 },
        hasSecret: true,
      },
      {
        ...common,
        id: 'route-2',
        name: '能耗归档',
        filter: { kinds: ['sample'] },
        target: {
          kind: 'database',
          host: 'db.site',
          port: 5432,
          database: 'energy',
          table: 'samples',
          isTls: true,
          username: 'chengtai',
        },
        hasSecret: false,
      },
    ],
    states: [
      {
        id: 'route-1',
        state: 'running',
        backlog: 0,
        backlogBytes: 0,
        ratePerS: 42.5,
        sent: 81_233,
        aside: 2,
        dropped: 0,
      },
      {
        id: 'route-2',
        state: 'retrying',
        backlog: 12_480,
        backlogBytes: 3_100_000,
        oldestAtMs: 400_000,
        ratePerS: 0,
        sent: 5,
        aside: 0,
        dropped: 0,
        lastError: { fault: 'unreachable', text: 'connect ECONNREFUSED 10.1.2.3:5432', atMs: 900_000 },
        nextTryAtMs: 1_010_000,
      },
    ],
  }
}
