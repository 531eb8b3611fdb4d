import { type Actor, Refused } from '../../domain/contract'
import { actorIn } from '../accounts/whoAsks'
import type { CallContext, CallHandlers, FeedHandlers } from '../channel/handlers'
import type { SeatJournal } from '../journal/createJournal'
import type { Ticker } from '../live/Ticker'
import type { Sights } from '../registry/createSights'
import { collectionFeed } from '../seat/collectionFeed'
import { collectionInSight, itsDevice } from '../seat/inSight'
import { CONFIRM_WITHIN_MS, type CommandRequest } from './commandRequest'
import type { Batches } from './createBatches'
import type { Commands } from './createCommands'
import type { CommandSchedules } from './createCommandSchedules'

type Names = `${'command' | 'commandBatch' | 'commandSchedule'}.${string}`
type Of<H> = { [N in Extract<keyof H, Names>]: H[N] }

const done = {}

/** The contract's methods of commands, batches and schedules: who asks, and with which right. */
export function commandHandlers(parts: {
  journal: SeatJournal
  sights: Sights
  commands: Commands
  batches: Batches
  schedules: CommandSchedules
  ticker: Ticker
  /** UTC ms. */
  now: () => number
}): { call: Of<CallHandlers>; feed: Of<FeedHandlers> } {
  const { journal, sights, commands, batches, schedules, ticker, now } = parts
  const mustMay = ({ session }: CallContext, commandClass: number): void => {
    if (commandClass >= 2 && !session.rights().includes('command.issueClass2'))
      throw new Refused('notAllowed', 'needs the right command.issueClass2')
  }
  const commandsOfTwo = secondPersonOf(commands)
  const batchesOfTwo = secondPersonOf(batches)
  return {
    call: {
      async 'command.issue'({ askSecond, ...click }, context) {
        const confirmByMs = askSecond === true ? now() + CONFIRM_WITHIN_MS : undefined
        const request: CommandRequest = { ...click, actor: actorIn(context), confirmByMs }
        mustMay(context, commands.prepare(request).commandClass)
        return commands.issue(request)
      },
      'command.confirm': commandsOfTwo.confirm,
      'command.decline': commandsOfTwo.decline,
      async 'command.history'(query, { session }) {
        const sight = sights.of(session)
        const commands = await journal.readCommands(query)
        return { commands: sight ? commands.filter(({ deviceId }) => sight.seesId(deviceId)) : commands }
      },
      async 'command.review'(what, context) {
        const { reviewId, review, without } = batches.review(what, actorIn(context))
        mustMay(context, review.commandClass)
        return { reviewId, commandClass: review.commandClass, rows: [...review.rows], without }
      },
      async 'commandBatch.start'(what, context) {
        mustMay(context, batches.classOf(what.reviewId, actorIn(context)))
        return batches.start(what, actorIn(context))
      },
      'commandBatch.confirm': batchesOfTwo.confirm,
      'commandBatch.decline': batchesOfTwo.decline,
      async 'commandBatch.cancel'({ id, reason }, context) {
        await batches.cancel({ id, reason, actor: actorIn(context) })
        return done
      },
      async 'commandSchedule.save'(what, context) {
        mustMay(context, schedules.classOf(what.order))
        return schedules.save(what, actorIn(context))
      },
      async 'commandSchedule.remove'({ id }, context) {
        mustMay(context, journal.view.get('commandSchedule', id)?.commandClass ?? 0)
        await schedules.remove(id, actorIn(context))
        return done
      },
    },
    feed: {
      'command.changed': (_filter, sink, { session }) =>
        collectionInSight(
          { sights, session },
          sink,
          (own) => collectionFeed(journal, 'command', own, ticker),
          itsDevice,
        ),
      'commandBatch.changed': (_filter, sink, { session }) =>
        collectionInSight(
          { sights, session },
          sink,
          (own) => collectionFeed(journal, 'commandBatch', own, ticker),
          ({ devices }) => devices.map(({ id }) => id),
        ),
      'commandSchedule.changed': (_filter, sink) =>
        collectionFeed(journal, 'commandSchedule', sink, ticker, ({ state }) => state !== 'removed'),
    },
  }
}

/** What a second person answers where one is asked for. */
function secondPersonOf<Id>(asked: {
  confirm(click: { id: Id; actor: Actor }): Promise<void>
  decline(click: { id: Id; reason: string; actor: Actor }): Promise<void>
}) {
  return {
    async confirm({ id }: { id: Id }, context: CallContext) {
      await asked.confirm({ id, actor: actorIn(context) })
      return done
    },
    async decline({ id, reason }: { id: Id; reason: string }, context: CallContext) {
      await asked.decline({ id, reason, actor: actorIn(context) })
      return done
    },
  }
}
