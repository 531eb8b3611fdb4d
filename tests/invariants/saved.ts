import type { Entry } from '../../domain/journal/entry'
import { type Breach, named } from './Breach'

/**
 * I2: what a seat was told is saved is there.
 *
 * @param saved entries that a write answered
 * @param stored what the seat has now
 */
export function findLost(saved: readonly Entry[], stored: readonly Entry[]): Breach | undefined {
  const hashes = new Set(stored.map(({ hash }) => hash))
  const lost = saved.find(({ hash }) => !hashes.has(hash))
  return lost && { invariant: 'I2', text: `${named(lost)} was answered as saved and is gone` }
}
