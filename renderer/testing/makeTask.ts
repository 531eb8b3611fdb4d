import type { z } from 'zod'
import { Task } from '../../domain/contract'

let made = 0

/** A valid order from a partial one, for tests of screens. */
export const makeTask = (partial: Partial<z.input<typeof Task>> = {}): Task =>
  Task.parse({
    id: `T-${String(++made).padStart(4, '0')}`,
    incidentId: 'IN-1',
    ordinal: 1,
    personId: 'sun-hao',
    title: '澄湖中心 T2 · 18F 火警',
    instruction: '带灭火器到场',
    place: { lngLat: [113.941, 22.531], buildingId: 't2', floor: 18 },
    state: 'sent',
    assigned: { by: { kind: 'account', id: 'zhou', name: '周敏' }, atMs: 900_000 },
    ...partial,
  })
