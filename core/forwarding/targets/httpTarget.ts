import { createHash } from 'node:crypto'
import type { ForwardField, ForwardTarget } from '../../../domain/contract'
import { shapeItem } from '../../../domain/forwarding/shapeItem'
import { faultOf, sendWithinMs, type Target, TargetError } from './Target'

/** Answers that say something of the content, not of the moment. */
const contentStatuses = new Set([400, 409, 413, 415, 422])

/**
 * A JSON array of items in one request. The head `Idempotency-Key` is the same when the same items come again. Redirections are not followed: data goes where the route
 * says and nowhere else.
 */
export function httpTarget(
  { url, method, username }: Extract<ForwardTarget, { kind: 'http' }>,
  fields: readonly ForwardField[],
  secret: string | undefined,
): Target {
  const authorization =
    secret === undefined
      ? undefined
      : username === undefined
        ? `Bearer ${secret}`
        : `Basic ${Buffer.from(`${username}:${secret}`).toString('base64')}`
  return {
    async send(items) {
      const key = createHash('sha256')
      for (const { id } of items) key.update(`${id}\n`)
      let response: Response
      try {
        response = await fetch(url, {
          method,
          redirect: 'manual',
          signal: AbortSignal.timeout(sendWithinMs),
          headers: {
            'content-type': 'application/json',
            'idempotency-key': key.digest('hex'),
            ...(authorization !== undefined && { authorization }),
          },
          body: JSON.stringify(items.map((item) => shapeItem(item, fields))),
        })
        // What it says is of no use here, but the connection is.
        await response.body?.cancel()
      } catch (error) {
        if (error instanceof Error && error.name === 'TimeoutError')
          throw new TargetError('unreachable', `no answer in ${sendWithinMs} ms`)
        throw faultOf(error)
      }
      const { status } = response
      if (status >= 200 && status < 300) return
      if (status === 401 || status === 403) throw new TargetError('notAllowed', `HTTP ${status}`)
      if (contentStatuses.has(status)) throw new TargetError('rejected', `HTTP ${status}`)
      throw new TargetError('refused', `HTTP ${status}`)
    },
    close: async () => undefined,
  }
}
