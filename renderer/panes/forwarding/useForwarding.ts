import { useEffect, useState } from 'react'
import type { ErrorCode, FeedEvent } from '../../../domain/contract'
import { ErrorCode as Codes } from '../../../domain/contract'
import { useClient } from '../../feed'

export type ForwardingFacts = FeedEvent<'forwarding.changed'>
export type ForwardingAnswer =
  { status: 'loading' } | { status: 'failed'; code: ErrorCode } | { status: 'ready'; facts: ForwardingFacts }

/** Every route with how it does, once a second. */
export function useForwarding(): ForwardingAnswer {
  const client = useClient()
  const [answer, setAnswer] = useState<ForwardingAnswer>({ status: 'loading' })
  useEffect(
    () =>
      client.on(
        'forwarding.changed',
        {},
        (facts) => setAnswer({ status: 'ready', facts }),
        (code) => setAnswer({ status: 'failed', code: Codes.safeParse(code).data ?? 'internal' }),
      ),
    [client],
  )
  return answer
}
