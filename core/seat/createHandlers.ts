import {
  type Account,
  type FeedEvent,
  type Params,
  Refused,
  type Right,
  rightsByRole,
  type Session,
} from '../../domain/contract'
import type { accessHandlers } from '../access/accessHandlers'
import { actorOf, type Accounts } from '../accounts/createAccounts'
import { accountIn, actorIn } from '../accounts/whoAsks'
import type { Dispatch } from '../business/createDispatch'
import type { Orders } from '../business/createOrders'
import type { Incidents } from '../business/createIncidents'
import type { People } from '../business/createPeople'
import type { FeedHandlers, FeedSink, Handlers } from '../channel/handlers'
import type { SessionHolder } from '../channel/SessionHolder'
import type { Indicators } from '../data/createIndicators'
import { alarmHandlers } from '../iot/alarmHandlers'
import type { codecHandlers } from '../codec/codecHandlers'
import type { graphicHandlers } from '../graphics/graphicHandlers'
import type { commandHandlers } from '../iot/commandHandlers'
import type { UnsavedAlarms } from '../iot/createUnsavedAlarms'
import type { Refusals } from '../iot/Refusals'
import type { Registry } from '../iot/Registry'
import type { SeatJournal } from '../journal/createJournal'
import type { Sights } from '../registry/createSights'
import type { registryHandlers } from '../registry/registryHandlers'
import { createSettings, isSettingOf } from '../settings/createSettings'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import type { Ticker } from '../live/Ticker'
import type { ruleHandlers } from '../rules/ruleHandlers'
import type { showHandlers } from '../shows/showHandlers'
import type { forwardingHandlers } from '../forwarding/forwardingHandlers'
import type { historyHandlers } from './historyHandlers'
import type { PageTickets } from './createPageTickets'
import type { Seats } from './createSeatReport'
import type { SignIn } from './createSeatTicket'
import { collectionFeed } from './collectionFeed'
import { demoAccounts } from './demoAccounts'
import { feedInSight, mustBeInSight, statesInSight } from './inSight'
import { samplesFeed } from './samplesFeed'
import { journalFeed, storyFeed } from './storyFeed'

/** What the contract's methods are answered with. */
export interface HandlerParts {
  isDemo: boolean
  /** Accounts are made there, also the first. */
  hasService: boolean
  registry: Registry
  journal: SeatJournal
  accounts: Accounts
  live: LiveState
  deviceStates: DeviceStates
  people: People
  dispatch: Dispatch
  orders: Orders
  incidents: Incidents
  /** Commands, batches and schedules. */
  commanding: ReturnType<typeof commandHandlers>
  /** Described protocols and pass-through. */
  coding: ReturnType<typeof codecHandlers>
  /** Graphics (组态) and their symbols. */
  drawing: ReturnType<typeof graphicHandlers>
  indicators: Indicators
  refusals: Refusals
  unsaved: UnsavedAlarms
  seat: Seats
  ticker: Ticker
  now: () => number
  tickets: PageTickets
  /** Who may come in from the site. */
  access: ReturnType<typeof accessHandlers>
  /** What members of organisations see. */
  sights: Sights
  /** Changing the registry, and finding in it. */
  registered: ReturnType<typeof registryHandlers>
  /** Data that leaves the house. */
  forwarding: ReturnType<typeof forwardingHandlers>
  /** History: reading, correcting, exporting. */
  recorded: ReturnType<typeof historyHandlers>
  /** Shows and looks from one person to another. */
  betweenPeople: ReturnType<typeof showHandlers>
  rules: ReturnType<typeof ruleHandlers>
  /** Told of each sign-in at a session, and of its end. */
  onSignIn?(session: SessionHolder, signIn: SignIn | undefined): void
}

const done = {}

export function createHandlers(parts: HandlerParts): Handlers & {
  /** Takes over a sign-in of the core before this one. */ resume(session: SessionHolder, signIn: SignIn): void
} {
  const { registry, journal, accounts, dispatch, orders, incidents, unsaved } = parts
  const settings = createSettings(journal)
  /** Id of the sign-in that a session runs on, for its signing out. */
  const signIns = new Map<SessionHolder, string>()
  // An account that is disabled or changed while somebody works with it: the session follows at once.
  journal.onCommitted(({ touched }) => {
    for (const { kind, id } of touched) {
      if (kind !== 'account') continue
      for (const session of signIns.keys()) if (session.account?.id === id) session.set(journal.view.get('account', id))
    }
  })

  const sessionOf = (session: SessionHolder): Session => ({
    needsFirstAdministrator: !parts.hasService && accounts.needsFirstAdministrator(),
    isDemo: parts.isDemo,
    demoAccounts: parts.isDemo ? [...demoAccounts] : [],
    ...(session.account ? { account: session.account } : {}),
    rights: [...session.rights()],
  })

  const hold = (session: SessionHolder, signIn: SignIn): void => {
    // Forgotten when it ends, however it ends: by signing out, or with the connection of a browser.
    if (!signIns.has(session)) {
      const stop = session.onChange(() => {
        if (session.account) return
        signIns.delete(session)
        parts.onSignIn?.(session, undefined)
        stop()
      })
    }
    signIns.set(session, signIn.signInId)
    session.set(signIn.account)
    parts.onSignIn?.(session, signIn)
  }

  /** As `hold`, and a page gets what it can go on with. */
  const holdPage = (session: SessionHolder, signedIn: SignIn): Session => {
    hold(session, signedIn)
    const ticket = parts.tickets.issue(session, signedIn)
    return { ...sessionOf(session), ...(ticket !== undefined && { ticket }) }
  }

  const signIn = async (who: Params<'session.signIn'>, session: SessionHolder): Promise<Session> => {
    const { account, sessionId } = await accounts.signIn(who)
    return holdPage(session, { account, signInId: sessionId })
  }

  /** What is shown before it is saved is there to be acted on by voice and on foot; a decision on it could not be kept. */
  const mustBeSaved = (...ids: readonly string[]): void => {
    const id = ids.find((one) => unsaved.get(one))
    if (id !== undefined) throw new Refused('storageDegraded', `alarm ${id} is not saved yet`, { alarmId: id })
  }

  const alarms = alarmHandlers(parts)
  return {
    resume: hold,
    check(named, { session }) {
      const sight = parts.sights.of(session)
      if (sight) mustBeInSight(named, sight, journal.view)
    },
    call: {
      'session.read': async (_params, { session }) => sessionOf(session),
      'session.signIn': (who, { session }) => signIn(who, session),
      async 'seat.leaveKiosk'({ by }, { session }) {
        const leaves = async (account: Account | undefined, rights: readonly Right[]) => {
          if (!account) throw new Refused('notSignedIn')
          if (!rights.includes('setting.share')) throw new Refused('notAllowed', 'needs the right setting.share')
          const subjectId = parts.seat.state().seatId
          await journal.write(() => [{ kind: 'seat.kioskLeft', subjectId, actor: actorOf(account), payload: {} }])
        }
        if (!by) await leaves(session.account, session.rights())
        else {
          const guest = await accounts.signIn(by)
          try {
            await leaves(guest.account, rightsByRole[guest.account.role])
          } finally {
            await accounts.signOut(guest)
          }
        }
        return done
      },
      // Nothing is awaited: feeds that the page asks for right after find it signed in.
      async 'session.resume'({ ticket }, { session }) {
        const signedIn = parts.tickets.resume(ticket)
        if (!signedIn) throw new Refused('notSignedIn')
        return holdPage(session, signedIn)
      },
      async 'session.signOut'(_params, { session }) {
        parts.tickets.revoke(session)
        const sessionId = signIns.get(session)
        if (session.account && sessionId !== undefined) await accounts.signOut({ account: session.account, sessionId })
        session.set(undefined)
        return sessionOf(session)
      },
      async 'session.createFirstAdministrator'(who, { session }) {
        if (parts.hasService) throw new Refused('notAllowed', 'the first administrator is made at the service')
        await accounts.createFirstAdministrator(who)
        return signIn({ name: who.name, password: who.password }, session)
      },
      async 'session.changePassword'(change, { session }) {
        const { account } = session
        if (!account) throw new Refused('notSignedIn')
        const changed = await accounts.changePassword({ id: account.id, ...change })
        session.set(changed)
        const signInId = signIns.get(session)
        return signInId === undefined ? sessionOf(session) : holdPage(session, { account: changed, signInId })
      },

      'account.list': async () => ({ accounts: accounts.list() }),
      'account.create': (who, context) => accounts.create({ ...who, by: actorIn(context) }),
      async 'account.disable'(what, context) {
        await accounts.disable({ ...what, by: actorIn(context) })
        return done
      },

      'registry.geometry': async () => registry.geometry,
      'registry.deviceTypes': async () => ({ deviceTypes: [...registry.deviceTypes] }),
      'registry.people': async () => ({ people: [...registry.people] }),
      'registry.materials': async () => ({ materials: [...registry.materials] }),
      'registry.plans': async () => ({ plans: [...registry.plans] }),

      ...parts.registered.call,
      ...parts.recorded.call,
      ...parts.forwarding.call,
      ...parts.access.call,

      ...alarms.call,
      async 'dispatch.propose'(query) {
        mustBeSaved(query.alarmId)
        return dispatch.propose(query)
      },
      async 'dispatch.start'(click, context) {
        mustBeSaved(click.alarmId)
        return dispatch.start(click, actorIn(context))
      },
      async 'dispatch.undo'(click, context) {
        await dispatch.undo(click, actorIn(context))
        return done
      },
      async 'incident.open'(click, context) {
        mustBeSaved(click.alarmId)
        return dispatch.open(click, actorIn(context))
      },
      async 'incident.grade'(click, context) {
        await incidents.grade(click, actorIn(context))
        return done
      },
      async 'incident.take'(click, context) {
        await incidents.take(click, actorIn(context))
        return done
      },
      async 'incident.release'(click, context) {
        await incidents.release(click, actorIn(context))
        return done
      },
      async 'incident.note'(click, context) {
        await incidents.note(click, actorIn(context))
        return done
      },
      async 'incident.report'(click, context) {
        await incidents.report(click, actorIn(context))
        return done
      },
      async 'incident.close'(click, context) {
        await incidents.close(click, actorIn(context))
        return done
      },
      'incident.export': (query) => incidents.export(query),
      async 'planStep.complete'(click, context) {
        await incidents.completeStep(click, actorIn(context))
        return done
      },
      async 'planStep.skip'(click, context) {
        await incidents.skipStep(click, actorIn(context))
        return done
      },
      'task.assign': (click, context) => dispatch.assign(click, actorIn(context)),
      async 'task.urge'(click, context) {
        await orders.urge(click, actorIn(context))
        return done
      },
      'task.reassign': (click, context) => orders.reassign(click, actorIn(context)),
      async 'task.recall'(click, context) {
        await dispatch.recall(click, actorIn(context))
        return done
      },
      ...parts.commanding.call,
      ...parts.coding.call,
      ...parts.drawing.call,
      async 'conflict.settle'({ id, note }, context) {
        const actor = actorIn(context)
        await journal.write((view) => {
          const conflict = view.get('conflict', id)
          if (!conflict) throw new Refused('notFound', `conflict ${id}`)
          if (conflict.settled) throw new Refused('alreadySet', `conflict ${id} is settled`)
          const about = conflict.incidentId === undefined ? {} : { incidentId: conflict.incidentId }
          return [{ kind: 'conflict.settled', subjectId: id, actor, payload: { ...about, note } }]
        })
        return done
      },
      async 'sound.tested'(test, context) {
        const { seatId } = parts.seat.state()
        const actor = actorIn(context)
        await journal.write(() => [{ kind: 'soundTest.made', subjectId: seatId, actor, payload: test }])
        return done
      },
      async 'setting.save'(change, context) {
        const mayShare = context.session.rights().includes('setting.share')
        await settings.save(change, { account: accountIn(context), mayShare })
        return done
      },
      'refusal.list': async ({ limit }) => parts.refusals.list(limit),
      ...parts.rules.call,
      ...parts.betweenPeople.call,
    },
    feed: createFeeds(parts, sessionOf, alarms.feed),
  }
}

function createFeeds(
  parts: HandlerParts,
  sessionOf: (session: SessionHolder) => Session,
  alarmFeeds: ReturnType<typeof alarmHandlers>['feed'],
): FeedHandlers {
  const { registry, journal, live, deviceStates, people, indicators, seat, ticker, sights } = parts
  return {
    'session.changed'(_filter, sink, { session }) {
      const tell = () => sink.push(sessionOf(session))
      tell()
      return session.onChange(tell)
    },
    'seat.changed'(_filter, sink) {
      sink.push(seat.state())
      return ticker.every(1, () => {
        if (sink.hasCredit) sink.push(seat.state())
      })
    },
    'samples.changed': (filter, sink, { session }) =>
      feedInSight({ sights, session }, (sight) => samplesFeed(registry, live, filter, sink, sight)),
    'devices.stateChanged': ({ rateHz }, sink, { session }) =>
      feedInSight({ sights, session }, (sight) =>
        deviceStates.subscribe({ rateHz, isReady: () => sink.hasCredit }, (batch) =>
          sink.push(sight ? statesInSight(batch, sight) : batch),
        ),
      ),
    'people.changed': (_filter, sink) => peopleFeed(people, journal, sink),
    ...alarmFeeds,
    'incident.changed': (_filter, sink) => collectionFeed(journal, 'incident', sink, ticker),
    'planRun.changed': (_filter, sink) => collectionFeed(journal, 'planRun', sink, ticker),
    'task.changed': (_filter, sink) => collectionFeed(journal, 'task', sink, ticker),
    ...parts.commanding.feed,
    ...parts.coding.feed,
    ...parts.drawing.feed,
    'message.changed': (_filter, sink) => collectionFeed(journal, 'message', sink, ticker),
    'conflict.changed': (_filter, sink) => collectionFeed(journal, 'conflict', sink, ticker),
    'gap.changed': (_filter, sink) => collectionFeed(journal, 'gap', sink, ticker),
    'setting.changed': (_filter, sink, { session }) =>
      collectionFeed(journal, 'setting', sink, ticker, (setting) => isSettingOf(setting, session.account)),
    ...parts.rules.feed,
    ...parts.registered.feed,
    ...parts.recorded.feed,
    ...parts.forwarding.feed,
    ...parts.access.feed,
    ...parts.betweenPeople.feed,
    'story.appended': ({ incidentId }, sink) => storyFeed(journal, incidentId, sink),
    'journal.appended': ({ afterPosition }, sink) => journalFeed(journal, afterPosition, sink),
    'indicator.changed'(_filter, sink) {
      sink.push({ indicators: indicators.current() })
      return indicators.onChanged((values) => sink.push({ indicators: values }))
    },
  }
}

/** People as a collection; what changes while the window takes nothing more is told later, the latest of each. */
function peopleFeed(people: People, journal: SeatJournal, sink: FeedSink<FeedEvent<'people.changed'>>): () => void {
  const waiting = new Map<string, FeedEvent<'people.changed'>['upserts'][number]>()
  sink.push({ isSnapshot: true, position: journal.view.position, upserts: [...people.states.values()], removes: [] })
  const flush = () => {
    if (waiting.size === 0 || !sink.hasCredit) return
    sink.push({ isSnapshot: false, position: journal.view.position, upserts: [...waiting.values()], removes: [] })
    waiting.clear()
  }
  sink.onCredit(flush)
  return people.onChanged((changed) => {
    for (const state of changed) waiting.set(state.id, state)
    flush()
  })
}
