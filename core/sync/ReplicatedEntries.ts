import type { ReplicatedJournal } from '../journal/Journal'

/** What replication needs of a journal. */
export type ReplicatedEntries = Pick<
  ReplicatedJournal,
  'heads' | 'readRange' | 'absorb' | 'recordAnchors' | 'anchors' | 'onCommitted'
>
