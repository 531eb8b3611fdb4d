import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import {
  type AccessState,
  type ActivationFacts,
  type Actor,
  type CertificateFacts,
  Refused,
} from '../../domain/contract'
import { actorOf } from '../accounts/createAccounts'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import { collectionFeed, type CollectionEvent } from '../seat/collectionFeed'
import type { FeedSink } from '../channel/handlers'
import type { StateKind, States } from '../journal/Journal'
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
  const by = ({ session }: CallContext): Actor => {
    if (!session.account) throw new Refused('notSignedIn')
    return actorOf(session.account)
  }
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
      'deviceKey.issue': (what, context) => keys.issue(what, by(context)),
      async 'deviceKey.revoke'(what, context) {
        await keys.revoke(what, by(context))
        return done
      },
      async 'accessRule.set'(what, context) {
        await access.setRule(what, by(context))
        return done
      },
      'activation.make': (what, context) => activations.make(what, by(context)),
      async 'activation.withdraw'(what, context) {
        await activations.withdraw(what, by(context))
        return done
      },
      'certificate.makeAuthority': async (what, context) => ({
        certificate: await certificates.makeAuthority(what, by(context)),
      }),
      'certificate.issue': (what, context) => certificates.issue(what, by(context)),
      'certificate.import': async (what, context) => ({ certificate: await certificates.import(what, by(context)) }),
      async 'certificate.revoke'(what, context) {
        await certificates.revoke(what, by(context))
        return done
      },
      'certificate.readRevocations': async () => certificates.revocations(),
      async 'intruder.unlock'(what, context) {
        await intruders.unlock(what, by(context))
        return done
      },
    },
    feed: {
      'accessRule.changed': (_filter, sink) => collectionFeed(journal, 'accessRule', sink, ticker),
      'activation.changed': (_filter, sink) =>
        collectionFeed(journal, 'activation', shown<'activation', ActivationFacts>(sink, activationFacts), ticker),
      'certificate.changed': (_filter, sink) =>
        collectionFeed(journal, 'certificate', shown<'certificate', CertificateFacts>(sink, certificateFacts), ticker),
      'intruder.changed': (_filter, sink) =>
        collectionFeed(journal, 'intruder', sink, ticker, ({ isForgotten }) => !isForgotten),
    },
  }
}

/** A sink of what may be seen of a state: keys and hashes never leave the core. */
function shown<K extends StateKind, T>(
  sink: FeedSink<CollectionEvent<T>>,
  factsOf: (state: States[K]) => T,
): FeedSink<CollectionEvent<States[K]>> {
  return {
    get hasCredit() {
      return sink.hasCredit
    },
    push: (event) => sink.push({ ...event, upserts: event.upserts.map(factsOf) }),
    onCredit: (listener) => sink.onCredit(listener),
    end: (code, message) => sink.end(code, message),
  }
}
