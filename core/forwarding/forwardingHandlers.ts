import { actorIn } from '../accounts/whoAsks'
import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { Ticker } from '../live/Ticker'
import type { Forwarding } from './createForwarding'

type ForwardingCall = Extract<keyof CallHandlers, `forwarding.${string}`>

/** What the contract's methods of forwarding are answered with. */
export function forwardingHandlers({ forwarding, ticker }: { forwarding: Forwarding; ticker: Ticker }): {
  call: Pick<CallHandlers, ForwardingCall>
  feed: Pick<FeedHandlers, 'forwarding.changed'>
} {
  return {
    call: {
      'forwarding.save': (change, context) => forwarding.save(change, actorIn(context)),
      async 'forwarding.remove'({ id }, context) {
        await forwarding.remove(id, actorIn(context))
        return {}
      },
      'forwarding.test': (change) => forwarding.test(change),
      'forwarding.asides': (query) => forwarding.asides(query),
      async 'forwarding.settleAsides'(deed) {
        await forwarding.settleAsides(deed)
        return {}
      },
    },
    feed: {
      'forwarding.changed'(_filter, sink) {
        const tell = () =>
          sink.push({
            routes: forwarding.routes().map(({ sealedSecret, isRemoved: _isRemoved, ...route }) => ({
              ...route,
              hasSecret: sealedSecret !== undefined,
            })),
            states: forwarding.states(),
          })
        tell()
        return ticker.every(1, () => {
          if (sink.hasCredit) tell()
        })
      },
    },
  }
}
