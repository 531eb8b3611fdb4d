import { z } from 'zod'
import { call, feed } from '../call'
import { StoredEntry } from '../../journal/entry'
import { Refusal } from '../state/refusal'

export const engineeringCalls = {
  /** Entries after a position, then as they come; gap-free, resumable. */
  'journal.appended': feed(
    'audit.read',
    'exact',
    z.object({ afterPosition: z.number().int().min(0) }),
    z.object({ entries: z.array(StoredEntry) }),
  ),
  'refusal.list': call(
    'engineering.read',
    z.object({ limit: z.number().int().min(1).max(500) }),
    z.object({ total: z.number().int(), byReason: z.record(z.string(), z.number().int()), refusals: z.array(Refusal) }),
  ),
} as const
