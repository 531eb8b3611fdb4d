import type { Gap } from '../../../domain/contract'

const rank: Readonly<Record<Gap['state'], number>> = { open: 0, filling: 1, unfillable: 2, filled: 3 }

/** Open ones first, then those being filled, those that stay, those that are whole again; the newest of each first. */
export const sortGaps = (gaps: Iterable<Gap>): Gap[] =>
  [...gaps].sort((a, b) => rank[a.state] - rank[b.state] || b.fromMs - a.fromMs || (a.id < b.id ? -1 : 1))
