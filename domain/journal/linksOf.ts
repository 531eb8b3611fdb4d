import type { Entry, SubjectKind, SubjectRef } from './entry'

const linkFields: Readonly<Record<string, SubjectKind>> = {
  incidentId: 'incident',
  intoIncidentId: 'incident',
  planRunId: 'planRun',
  alarmId: 'alarm',
  alarmIds: 'alarm',
}

/** Other subjects that an entry names: by them an incident's story is found. Each once, in the order of the payload's fields. */
export function linksOf(entry: Pick<Entry, 'subject' | 'payload'>): SubjectRef[] {
  const links = new Map<string, SubjectRef>()
  for (const [field, kind] of Object.entries(linkFields)) {
    const value = entry.payload[field]
    for (const id of Array.isArray(value) ? value : [value]) {
      const isSelf = kind === entry.subject.kind && id === entry.subject.id
      if (typeof id === 'string' && !isSelf) links.set(`${kind} ${id}`, { kind, id })
    }
  }
  return [...links.values()]
}
