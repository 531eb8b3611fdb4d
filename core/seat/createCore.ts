import { randomBytes } from 'node:crypto'
import { readFile } from 'node:fs/promises'
import { join as joinPath } from 'node:path'
import { defaultScope } from '../../domain/seat/scope'
import { roleLimits } from '../../domain/seat/seatRole'
import { deviceStateCodes, Refused, type SeatId } from '../../domain/contract'
import { createRouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { ulid } from '../../domain/journal/ulid'
import { readAccessKey } from '../access/accessKey'
import { accessHandlers } from '../access/accessHandlers'
import { accessDirectory } from '../access/accessDirectory'
import { createAccess } from '../access/createAccess'
import { ensureDemoDevices } from '../access/ensureDemoDevices'
import { createNumberStore } from '../access/numberStore'
import { makeRsaKey } from '../access/x509'
import { createAccounts } from '../accounts/createAccounts'
import { createDispatch } from '../business/createDispatch'
import { createOrders } from '../business/createOrders'
import { createIncidents } from '../business/createIncidents'
import { serveChannel } from '../channel/serveChannel'
import { createSessionHolder } from '../channel/SessionHolder'
import { createRules, type Rules } from '../rules/createRules'
import { createBackupKeeper } from '../backup/createBackupKeeper'
import { syncBackups } from '../backup/syncBackups'
import { codecHandlers } from '../codec/codecHandlers'
import { createCodecs } from '../codec/createCodecs'
import { createPassThrough } from '../codec/createPassThrough'
import { createCommandGuard } from '../iot/commandGuard'
import { createGraphics } from '../graphics/createGraphics'
import { graphicHandlers } from '../graphics/graphicHandlers'
import { createDeviceConditions } from '../iot/createDeviceConditions'
import { createNorthbound } from '../northbound/createNorthbound'
import { createForwarding } from '../forwarding/createForwarding'
import { describeForwarded } from '../forwarding/describeForwarded'
import { forwardingHandlers } from '../forwarding/forwardingHandlers'
import { dayMs, sameForAll } from '../history/levels'
import type { Reach } from '../iot/createReachWatch'
import { createUnsavedAlarms } from '../iot/createUnsavedAlarms'
import { createWarmIntake } from '../iot/createWarmIntake'
import { loadRegistry, readDistrictText } from '../iot/registryStore'
import { createAsks } from '../sync/createAsks'
import { createSealedJson } from '../sync/sealedJson'
import { createLiveSink, createLiveSource } from '../sync/liveFeed'
import { Refusals } from '../iot/Refusals'
import { DeviceStates } from '../live/DeviceStates'
import { LiveState } from '../live/LiveState'
import { createTicker } from '../live/Ticker'
import type { Draft } from '../journal/Journal'
import { coreMetrics } from './coreMetrics'
import type { Core, CoreOptions } from './CoreOptions'
import { createCommandDesk } from './createCommandDesk'
import { createDriving } from './createDriving'
import { createFigures } from './createFigures'
import { createHelm } from './createHelm'
import { createRecords } from './createRecords'
import { createRegistryDesk } from './createRegistryDesk'
import { createRoleKeeper, type RoleKeeper } from './createRoleKeeper'
import { createScopeFilter } from './createScopeFilter'
import { followRegistry } from './followRegistry'
import { awaitFirstSync } from './awaitFirstSync'
import type { HistoryReader } from './createHistoryReader'
import { comingPoints, historyPoints, historyPointsOf } from './historyPoints'
import { byItself, type InstallationParts, joinInstallation } from './joinInstallation'
import type { ScopeFilter } from './ScopeFilter'
import { createHandlers } from './createHandlers'
import { createLinks } from './createLinks'
import { createLooks } from '../shows/createLooks'
import { createPresence } from '../shows/createPresence'
import { createShows } from '../shows/createShows'
import { showHandlers } from '../shows/showHandlers'
import { createPageTickets } from './createPageTickets'
import { createSeatReport } from './createSeatReport'
import { createSiteSwitch } from './createSiteSwitch'
import { createSeatTicket } from './createSeatTicket'
import { demoAccounts } from './demoAccounts'
import { loadDistrict, noDistrict } from './loadDistrict'
import { openFiles } from './openFiles'
import { every, schedule } from './timers'

/** A console that lost its service dials it again every 5 s at the latest, and shakes hands within 1 s. */
const lookAroundMs = 6_000
/** A follower records its scope for a day; the service has the rest. */
const followerRetention = sameForAll({ samplesMs: dayMs, minuteMs: dayMs, hourMs: dayMs, dayMs })

/** Of a device whose alarm stands the journal knows; what is missing is whether it is reached. */
const reachOf = (state: number): Reach =>
  state === deviceStateCodes.offline
    ? 'offline'
    : state === deviceStateCodes.online || state === deviceStateCodes.abnormal
      ? 'online'
      : 'unknown'

/**
 * Puts the core of a seat together and starts it: files, registry, live state, alarms, business, links, in this order; nothing comes in from the site
 * before everything that takes it stands.
 *
 * @throws Refused when the files are damaged or the district file is not sound
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { log } = options
  const now = Date.now
  const onError = (error: unknown) => log.error({ err: error }, 'a part of the core failed')
  const files = await openFiles({
    dataDir: options.dataDir,
    now,
    ...(options.roomLevels && { levels: options.roomLevels }),
    ...(options.network?.service
      ? { retention: followerRetention }
      : {
          ...(options.retention && { retention: options.retention }),
          ...(options.historyDatabase && { historyDatabase: options.historyDatabase }),
        }),
    onError,
  })
  const { journal, history } = files

  const { network } = options
  const self = { seatId: files.seatId, name: options.seatName, rank: network?.rank ?? 0 }
  const accounts = createAccounts({ journal, store: files.duty, now, randomBytes })
  // Who follows a service has the accounts from there.
  if (options.isDemo) await accounts.ensureDemoAccounts(network?.service ? [] : demoAccounts)
  const join = (knowing: Pick<InstallationParts, 'district' | 'features' | 'onDistrict'>) =>
    network
      ? joinInstallation({
          ...knowing,
          network,
          seatId: files.seatId,
          seatName: options.seatName,
          version: options.version,
          knownConsolesFile: joinPath(options.dataDir, 'consoles.json'),
          journal,
          store: files.duty,
          now,
          schedule,
          log,
          onError,
        })
      : Promise.resolve(byItself(self))
  if (network?.service && !files.registry) {
    const limits = { patienceMs: network.limits?.firstSyncMs ?? 15_000, lookEveryMs: 50 }
    if (!(await awaitFirstSync((onDistrict) => join({ district: undefined, features: [], onDistrict }), limits)))
      log.warn({ service: network.service.url }, 'this console has never reached its service: it knows no district')
  }
  const registry = network?.service
    ? ((await loadRegistry(files.duty)) ?? noDistrict())
    : await loadDistrict(files, options.districtFile, () =>
        log.info({ districtFile: options.districtFile }, 'this seat has a district; the file is not read'),
      )
  const districtHash = (await readDistrictText(files.duty.knex))?.sha256

  const newId = () => ulid(now(), randomBytes(16))
  const ticker = createTicker()
  const accessKey = await readAccessKey(options.dataDir, network?.secret)
  const registryDesk = createRegistryDesk({
    registry,
    journal,
    store: files.duty,
    secret: accessKey,
    prepare: (step) => history.preparePoints(comingPoints(registry, step)),
    run: newId(),
    ticker,
    newId,
    now,
    schedule,
    onError,
  })
  const { grants } = registryDesk
  const live = new LiveState(ticker, registry.pointCount)
  const deviceStates = new DeviceStates(ticker, registry.deviceCount)
  followRegistry(registry, live, deviceStates)
  await history.bindPoints(historyPoints(registry))
  registry.onChanged(({ slots, moved }) => {
    history.movePoints(moved)
    history.setPoints(historyPointsOf(registry, slots, (point) => history.hasPoint(point)))
  })

  files.room.start({
    shedHistory: (bytes) => files.shedHistory(bytes),
    holdHistory: (hold) => files.samples.holdSize(hold),
    probe: () => files.duty.probe(),
    onError,
  })

  const access = await createAccess({
    journal,
    numbers: createNumberStore(files.duty),
    makeKey: makeRsaKey,
    directory: accessDirectory(registry),
    secret: accessKey,
    now,
    newId,
    randomBytes,
    schedule,
    onError,
  })
  // Who follows a service has what the service's devices prove.
  if (options.demoDevicesFile !== undefined && !network?.service)
    await ensureDemoDevices(await readFile(options.demoDevicesFile, 'utf8'), { ...access, journal }).catch(onError)
  const codecs = createCodecs(journal)
  const passThrough = createPassThrough({ journal, codecs, dataDir: options.dataDir, onError })
  const refusals = new Refusals((refusal) => access.noteRefusal(refusal))
  const unsaved = createUnsavedAlarms()
  const conditions = createDeviceConditions({ registry, journal, states: deviceStates })
  const site = createSiteSwitch()
  const links = await createLinks({
    broker: options.broker,
    opcUaFile: options.opcUaFile,
    deviceHttp: options.deviceHttp,
    framesFile: options.framesFile,
    codecs,
    dataDir: options.dataDir,
    seatId: files.seatId,
    directory: registry.site,
    site,
    refusals,
    access,
    now,
    onTurnedAway: (clientId, reason) => log.warn({ clientId, reason }, 'the broker turned a connection away'),
  })

  const guard = createCommandGuard({ live, now })
  const roads = createRouteNetwork(registry.geometry.roads)
  const figures = createFigures({ registry, journal, live, deviceStates, now })
  const { people, indicators } = figures
  const dispatch = createDispatch({ journal, district: registry, people, network: roads, now, newId })
  const incidents = createIncidents({ journal, now })
  const scope = network?.scope ?? defaultScope
  const orders = createOrders({ journal, district: registry, people, network: roads, now })
  const scopeFilter = createScopeFilter(registry, scope)
  const everything: ScopeFilter = { hasDevice: () => true, hasPoint: () => true }
  const warm = new Map(
    links.connectors.map(({ id }) => {
      const kept = network?.service ? scopeFilter : everything
      return [id, createWarmIntake({ told: live, pointCount: registry.pointCount, scope: kept, refusals, now })]
    }),
  )
  const late: { keeper?: RoleKeeper; reader?: HistoryReader; rules?: Rules } = {}
  const asks = createAsks({
    answer(params) {
      if (!late.reader) throw new Refused('illegalState', 'this seat is about to start')
      return late.reader.local(params)
    },
    schedule,
  })
  const backups = syncBackups({
    own: options.backup?.folder,
    others: joinPath(options.dataDir, 'backups-of-others'),
    onFault: onError,
  })
  const takesFrom = (seatId: SeatId) => late.keeper?.driverId() === seatId
  const installation = await join({
    district: districtHash === undefined ? undefined : { id: registry.geometry.id, hash: districtHash },
    onDistrict() {
      log.warn('the leader has another district: it is taken over with a new start')
      options.onDistrictChanged?.()
    },
    features: [
      createLiveSource({ live, deviceStates, districtHash: () => districtHash, numbers: registry }),
      createLiveSink({
        takesFrom,
        districtHash: () => districtHash,
        numbers: registry,
        onSample(point, value, timeMs, quality) {
          if (helm.isDriving) return
          heardUpToMs = undefined
          live.set(point, value, timeMs, quality)
          if (scopeFilter.hasPoint(point)) history.append(point, value, timeMs, quality)
        },
        onDeviceState(device, state) {
          if (!helm.isDriving) conditions.setReach(device, reachOf(state))
        },
      }),
      asks,
      backups,
    ],
  })
  /** Until this seat drives or is told by another, what was said since its last run has been heard by nobody here. */
  let heardUpToMs = history.heardUpToMs
  const forwarding = createForwarding({
    journal,
    dataDir: options.dataDir,
    seatId: files.seatId,
    sealed: createSealedJson(accessKey, 'forwarding'),
    ...describeForwarded(registry),
    newId,
    now,
    random: Math.random,
    schedule,
    onError,
  })
  registry.onChanged(({ slots, records }) => {
    for (const row of new Set([...slots, ...records]))
      forwarding.renewPoints(registry.table.firstPoints[row] ?? 0, registry.typeAt(row)?.properties.length ?? 0)
  })
  const helm = createHelm({
    site,
    warm,
    drive(mandate) {
      // A leader that waits leaves what the site says with its broker, which keeps it; a follower listens from the first.
      links.start()
      const absence = heardUpToMs === undefined ? {} : { heardUpToMs }
      heardUpToMs = undefined
      return createDriving(
        {
          registry,
          journal,
          guard,
          passThrough,
          live,
          history,
          forwarding,
          signatures: access.signatures,
          conditions,
          refusals,
          unsaved,
          people,
          network: roads,
          rules: () => late.rules,
          connectors: links.connectors,
          now,
          schedule,
          onError,
          lastHeardMs: (linkId) => site.countsOf(linkId).lastMessageAtMs,
        },
        { ...mandate, ...absence },
      )
    },
  })
  const seatSession = createSessionHolder()
  const presence = createPresence({ self, seatSession, visible: () => installation.peers.visible() })
  const keeper = createRoleKeeper({
    self,
    ...(network?.service && { serviceUrl: network.service.url }),
    scope,
    scopeFilter,
    journal,
    peers: installation.peers,
    replicator: installation.replicator,
    helm,
    consoles: () => installation.consoles.all(),
    districtHash: () => districtHash,
    people: () => presence.own(),
    limits: { ...roleLimits, lookAroundMs, ...network?.limits },
    now,
    monotonicMs: () => performance.now(),
    every: (periodMs, run) => every(periodMs)(run),
    onError,
  })
  late.keeper = keeper
  presence.onOwnChanged(() => keeper.say())
  const startedAtMs = now()
  const records = createRecords({
    registry,
    journal,
    history,
    asks,
    driverId: () => keeper.driverId(),
    isRecorded: (point, fromMs) =>
      scopeFilter.hasPoint(point) && fromMs >= Math.max(startedAtMs, now() - followerRetention.standard.samplesMs),
    ticker,
    newId,
    onError,
  })
  const { reader } = records
  late.reader = reader
  const rules = createRules({
    registry,
    journal,
    live,
    facts: figures.facts,
    deviceStates,
    people,
    network: roads,
    history: reader,
    commandRules: keeper.rules,
    ticker,
    now,
    schedule,
    onError,
  })
  late.rules = rules
  const commandDesk = createCommandDesk({
    registry,
    journal,
    rules: keeper.rules,
    grants,
    guard,
    deviceState: figures.facts.deviceState,
    ticker,
    now,
  })

  const backupKeeper =
    options.backup &&
    createBackupKeeper({
      plan: options.backup,
      dataDir: options.dataDir,
      seatId: files.seatId,
      seatName: options.seatName,
      version: options.version,
      journal,
      now,
      schedule,
      onMade: () => backups.offer(),
      onError,
    })
  const report = createSeatReport({
    seatId: files.seatId,
    isDemo: options.isDemo,
    registry,
    journal,
    site,
    links,
    deviceStates,
    refusals,
    history,
    stores: [files.duty, files.samples],
    room: files.room,
    role: () => keeper.report(),
    backup: () => backupKeeper?.state() ?? { state: 'none' },
    now,
  })
  const looks = createLooks({
    seatId: files.seatId,
    seatName: options.seatName,
    journal,
    presence,
    now,
    schedule,
    onError,
  })
  const ticket = createSeatTicket({
    file: joinPath(options.dataDir, 'session.json'),
    accountOf: (id) => journal.view.get('account', id),
    randomBytes,
  })
  const applications = createNorthbound({
    registry,
    journal,
    grants,
    keys: registryDesk.keys,
    intruders: access.intruders,
    refusals,
    live,
    deviceStates,
    history: reader,
    commands: commandDesk.commands,
    settled: () => registryDesk.settled(),
    now,
    schedule,
    onError,
  })
  const handlers = createHandlers({
    isDemo: options.isDemo,
    hasService: network?.service !== undefined,
    registry,
    journal,
    accounts,
    live,
    deviceStates,
    people,
    dispatch,
    incidents,
    commanding: commandDesk.handlers,
    coding: codecHandlers({ registry, journal, codecs, ticker, rawCounts: () => passThrough.counts() }),
    access: accessHandlers({ access, journal, ticker, doors: () => links.doors() }),
    registered: registryDesk.handlers,
    orders,
    forwarding: forwardingHandlers({ forwarding, ticker }),
    recorded: records.handlers,
    indicators,
    refusals,
    unsaved,
    seat: report,
    drawing: graphicHandlers({ graphics: createGraphics({ registry, journal }), journal, ticker }),
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
      seatId: files.seatId,
      seatSession,
      journal,
      presence,
      shows: createShows({ journal, presence, now }),
      looks,
      ticker,
      now,
    }),
    onSignIn(session, signIn) {
      presence.set(session, signIn?.account.id)
      if (session === seatSession) void ticket.issue(signIn).then((issued) => options.onTicket?.(issued), onError)
    },
  })
  const actor = { kind: 'system', id: 'seat', name: options.seatName } as const
  const note = (draft: Draft) => journal.write(() => [draft]).catch(onError)
  const resumed = options.ticket === undefined ? undefined : await ticket.resume(options.ticket)
  if (resumed) handlers.resume(seatSession, resumed)
  const started = { version: options.version, wasCleanStop: files.wasCleanStop }
  await note({ kind: 'seat.started', subjectId: files.seatId, actor, payload: started })
  if (network?.service) links.start()
  await keeper.start()
  await registryDesk.resume()
  log.info(
    {
      seatId: files.seatId,
      devices: registry.deviceCount,
      points: registry.pointCount,
      broker: links.brokerUrl ?? 'external',
    },
    'the core runs',
  )

  return {
    brokerUrl: links.brokerUrl,
    connect(transport, { isSeatShared }) {
      const session = isSeatShared ? seatSession : createSessionHolder()
      // A browser's session ends with its connection; the seat's outlives any of its windows.
      if (!isSeatShared) transport.onClose(() => session.set(undefined))
      serveChannel(transport, { handlers, session, log })
    },
    ask: (request) => applications.ask(request),
    acceptSeat: (transport) => installation.peers.accept(transport),
    seatUrl: installation.listenUrl,
    seatState: () => report.state(),
    metrics: () => coreMetrics(report.state(), site.sampleCount),
    async stop() {
      // From the outside in: first nothing more comes, then what came is written, then the files close.
      await ticket.issue(undefined)
      await backupKeeper?.stop()
      site.hold()
      await registryDesk.stopImports()
      await keeper.stop()
      await links.stop()
      await applications.stop()
      await access.stop()
      await installation.stop()
      figures.stop()
      looks.stop()
      rules.stop()
      conditions.stop()
      await passThrough.stop()
      registryDesk.stop()
      report.stop()
      await files.room.stop()
      records.stop()
      await forwarding.close()
      await history.close()
      await note({ kind: 'seat.stopped', subjectId: files.seatId, actor, payload: {} })
      await journal.close()
      await files.close()
    },
  }
}
