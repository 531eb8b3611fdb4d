import { randomUUID } from 'node:crypto'
import { type CommandClass, Refused, type ReviewRow } from '../../domain/contract'
import type { CommandInput } from '../../domain/contract/thingModel'

/** A review is acted on soon or made anew. */
const keptMs = 10 * 60_000
const mostReviews = 20

/** What somebody looked at before a batch. */
export interface Review {
  readonly byId: string
  readonly service: string
  readonly input: Readonly<CommandInput>
  readonly commandClass: CommandClass
  readonly rows: readonly ReviewRow[]
  readonly atMs: number
}

/** Reviews of this seat: what is executed is what was looked at, by the same person. In memory: after a restart one looks again. */
export interface Reviews {
  keep(review: Review): string
  /** @throws Refused `notFound` nobody looked at that here; `tooLate` it was too long ago */
  find(id: string, byId: string): Review
  /**
   * One review is one execution.
   *
   * @param isExecuted whether that click came to anything
   * @throws Refused `illegalState` another click has executed it
   */
  use(id: string, key: string, isExecuted: (key: string) => boolean): void
}

export function createReviews(now: () => number): Reviews {
  const reviews = new Map<string, Review>()
  /** Click that executed a review, by its key. */
  const usedBy = new Map<string, string>()
  return {
    keep(review) {
      const id = randomUUID()
      reviews.set(id, review)
      const [oldest] = reviews.keys()
      if (reviews.size > mostReviews && oldest !== undefined) {
        reviews.delete(oldest)
        usedBy.delete(oldest)
      }
      return id
    },
    find(id, byId) {
      const review = reviews.get(id)
      if (review?.byId !== byId) throw new Refused('notFound', `review ${id}`)
      if (now() - review.atMs > keptMs) throw new Refused('tooLate', 'the review is too old')
      return review
    },
    use(id, key, isExecuted) {
      const before = usedBy.get(id)
      if (before !== undefined && before !== key && isExecuted(before))
        throw new Refused('illegalState', `review ${id} is executed already`)
      usedBy.set(id, key)
    },
  }
}
