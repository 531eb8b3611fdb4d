import type { CallHandlers, FeedHandlers } from '../channel/handlers'
import type { AccessState, ActivationFacts, CertificateFacts } from '../../domain/contract'
import { actorIn } from '../accounts/whoAsks'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed } from '../seat/collectionFeed'
import { shownStates } from '../seat/shownStates'
import type { Access } from './createAccess'
import { activationFacts } from './createActivations'
import { certificateFacts } from './createCertificates'

type Names = `${'access' | 'deviceKey' | 'accessRule' | 'activation' | 'certificate' | 'intruder'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

const done = {}

/** The contract's methods of access. */
export function accessHandlers(parts: {
  access: Access
  journal: SeatJournal
  ticker: Ticker
  /** The embedded broker's doors; absent where the site has a broker of its own. */
  doors: () => Pick<NonNullable<AccessState['broker']>, 'url' | 'tls' | 'devicesConnected'> | undefined
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { access, journal, ticker } = parts
  const { keys, activations, certificates, intruders } = access
  return {
    call: {
      async 'access.read'() {
        const doors = parts.doors()
        return { ...(doors && { broker: { ...doors, refused: intruders.counts() } }), keys: keys.counts() }
      },
      async 'deviceKey.read'({ deviceId }) {
        const key = keys.read(deviceId)
        return key ? { key } : {}
      },
      'deviceKey.issue': (what, context) => keys.issue(what, actorIn(context)),
      async 'deviceKey.revoke'(what, context) {
        await keys.revoke(what, actorIn(context))
        return done
      },
      async 'accessRule.set'(what, context) {
        await access.setRule(what, actorIn(context))
        return done
      },
      'activation.make': (what, context) => activations.make(what, actorIn(context)),
      async 'activation.withdraw'(what, context) {
        await activations.withdraw(what, actorIn(context))
        return done
      },
      'certificate.makeAuthority': async (what, context) => ({
        certificate: await certificates.makeAuthority(what, actorIn(context)),
      }),
      'certificate.issue': (what, context) => certificates.issue(what, actorIn(context)),
      'certificate.import': async (what, context) => ({
        certificate: await certificates.import(what, actorIn(context)),
      }),
      async 'certificate.revoke'(what, context) {
        await certificates.revoke(what, actorIn(context))
        return done
      },
      'certificate.readRevocations': async () => certificates.revocations(),
      async 'intruder.unlock'(what, context) {
        await intruders.unlock(what, actorIn(context))
        return done
      },
    },
    feed: {
      'accessRule.changed': (_filter, sink) => collectionFeed(journal, 'accessRule', sink, ticker),
      'activation.changed': (_filter, sink) =>
        collectionFeed(
          journal,
          'activation',
          shownStates<'activation', ActivationFacts>(sink, activationFacts),
          ticker,
        ),
      'certificate.changed': (_filter, sink) =>
        collectionFeed(
          journal,
          'certificate',
          shownStates<'certificate', CertificateFacts>(sink, certificateFacts),
          ticker,
        ),
      'intruder.changed': (_filter, sink) =>
        collectionFeed(journal, 'intruder', sink, ticker, ({ isForgotten }) => !isForgotten),
    },
  }
}
