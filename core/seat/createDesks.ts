import { randomBytes } from 'node:crypto'
import type { RouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { accessHandlers } from '../access/accessHandlers'
import type { Accounts } from '../accounts/createAccounts'
import { createDispatch } from '../business/createDispatch'
import { createIncidents } from '../business/createIncidents'
import { createOrders } from '../business/createOrders'
import type { SessionHolder } from '../channel/SessionHolder'
import { codecHandlers } from '../codec/codecHandlers'
import type { Forwarding } from '../forwarding/createForwarding'
import { forwardingHandlers } from '../forwarding/forwardingHandlers'
import { createGraphics } from '../graphics/createGraphics'
import { graphicHandlers } from '../graphics/graphicHandlers'
import type { CommandGuard } from '../iot/commandGuard'
import type { UnsavedAlarms } from '../iot/createUnsavedAlarms'
import type { Registry } from '../iot/Registry'
import type { DeviceStates } from '../live/DeviceStates'
import type { LiveState } from '../live/LiveState'
import { createNorthbound } from '../northbound/createNorthbound'
import { createRules, type Rules } from '../rules/createRules'
import { createLooks } from '../shows/createLooks'
import { createShows } from '../shows/createShows'
import { showHandlers } from '../shows/showHandlers'
import type { CoreOptions } from './CoreOptions'
import type { CoreTools } from './CoreTools'
import { createCommandDesk } from './createCommandDesk'
import type { Figures } from './createFigures'
import { createHandlers } from './createHandlers'
import { createPageTickets } from './createPageTickets'
import type { Records } from './createRecords'
import type { RegistryDesk } from './createRegistryDesk'
import type { SeatPlace } from './createSeatPlace'
import type { Seats } from './createSeatReport'
import type { SignIn } from './createSeatTicket'
import type { SiteSide } from './createSiteSide'
import type { SeatFiles } from './openFiles'

/** What people, systems of others and rules do at a seat, and the answers to all calls of the contract. */
export interface Desks {
  readonly handlers: ReturnType<typeof createHandlers>
  readonly rules: Rules
  /** Systems of others, under `/api/v1`. */
  readonly applications: ReturnType<typeof createNorthbound>
  readonly looks: ReturnType<typeof createLooks>
}

export function createDesks(parts: {
  options: CoreOptions
  files: Pick<SeatFiles, 'seatId' | 'journal'>
  registry: Registry
  registryDesk: RegistryDesk
  accounts: Accounts
  records: Records
  live: LiveState
  deviceStates: DeviceStates
  figures: Figures
  /** Ways that people walk. */
  network: RouteNetwork
  guard: CommandGuard
  unsaved: UnsavedAlarms
  forwarding: Forwarding
  siteSide: SiteSide
  place: SeatPlace
  report: Seats
  /** Told of everybody who signs in or out. */
  onSignIn: (session: SessionHolder, signIn: SignIn | undefined) => void
  tools: CoreTools
}): Desks {
  const { options, registry, registryDesk, accounts, records, live, deviceStates, figures, network, tools } = parts
  const { guard, unsaved, forwarding, report } = parts
  const { seatId, journal } = parts.files
  const { access, codecs, passThrough, refusals, links } = parts.siteSide
  const { keeper, presence, seatSession } = parts.place
  const { now, newId, schedule, ticker, onError } = tools
  const { people, indicators } = figures
  const rules = createRules({
    ...tools,
    registry,
    journal,
    live,
    facts: figures.facts,
    deviceStates,
    people,
    network,
    history: records.reader,
    commandRules: keeper.rules,
  })
  const commandDesk = createCommandDesk({
    registry,
    journal,
    rules: keeper.rules,
    grants: registryDesk.grants,
    sights: registryDesk.sights,
    guard,
    deviceState: figures.facts.deviceState,
    ticker,
    now,
  })
  const looks = createLooks({ seatId, seatName: options.seatName, journal, presence, now, schedule, onError })
  const applications = createNorthbound({
    ...tools,
    registry,
    journal,
    grants: registryDesk.grants,
    keys: registryDesk.keys,
    intruders: access.intruders,
    refusals,
    live,
    deviceStates,
    history: records.reader,
    commands: commandDesk.commands,
    settled: () => registryDesk.settled(),
  })
  const handlers = createHandlers({
    isDemo: options.isDemo,
    hasService: options.network?.service !== undefined,
    registry,
    journal,
    accounts,
    live,
    deviceStates,
    people,
    dispatch: createDispatch({ journal, district: registry, people, network, now, newId }),
    orders: createOrders({ journal, district: registry, people, network, now }),
    incidents: createIncidents({ journal, now }),
    commanding: commandDesk.handlers,
    coding: codecHandlers({ registry, journal, codecs, ticker, rawCounts: () => passThrough.counts() }),
    drawing: graphicHandlers({ graphics: createGraphics({ registry, journal }), journal, ticker }),
    access: accessHandlers({ access, journal, ticker, doors: () => links.doors() }),
    sights: registryDesk.sights,
    registered: registryDesk.handlers,
    forwarding: forwardingHandlers({ forwarding, ticker }),
    recorded: records.handlers,
    indicators,
    refusals,
    unsaved,
    seat: report,
    ticker,
    now,
    tickets: createPageTickets({
      isPage: (session) => session !== seatSession,
      accountOf: (id) => journal.view.get('account', id),
      randomBytes,
      now,
    }),
    rules: rules.handlers,
    betweenPeople: showHandlers({
      seatId,
      seatSession,
      journal,
      presence,
      shows: createShows({ journal, presence, now }),
      looks,
      ticker,
      now,
    }),
    onSignIn: parts.onSignIn,
  })
  return { handlers, rules, applications, looks }
}
