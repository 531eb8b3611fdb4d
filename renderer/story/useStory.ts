import { useEffect, useState } from 'react'
import type { StoredEntry } from '../../domain/journal/entry'
import { useClient } from '../feed'

/** The story of an incident, oldest first, and each entry as it is saved; `undefined` until it was read. */
export function useStory(incidentId: string | undefined): readonly StoredEntry[] | undefined {
  const client = useClient()
  const [story, setStory] = useState<readonly StoredEntry[]>()
  useEffect(() => {
    setStory(undefined)
    if (incidentId === undefined) return
    return client.on('story.appended', { incidentId }, ({ isSnapshot, entries }) =>
      setStory((former) => (isSnapshot || !former ? entries : [...former, ...entries])),
    )
  }, [client, incidentId])
  return story
}
