import { randomBytes } from 'node:crypto'
import { join as joinPath } from 'node:path'
import { defaultScope } from '../../domain/seat/scope'
import { Refused } from '../../domain/contract'
import { createRouteNetwork } from '../../domain/dispatch/createRouteNetwork'
import { ulid } from '../../domain/journal/ulid'
import { readAccessKey } from '../access/accessKey'
import { createAccounts } from '../accounts/createAccounts'
import { createBackupKeeper } from '../backup/createBackupKeeper'
import { serveChannel } from '../channel/serveChannel'
import { createSessionHolder } from '../channel/SessionHolder'
import { createForwarding } from '../forwarding/createForwarding'
import { describeForwarded } from '../forwarding/describeForwarded'
import { dayMs, sameForAll } from '../history/levels'
import { createCommandGuard } from '../iot/commandGuard'
import { createDeviceConditions } from '../iot/createDeviceConditions'
import { createUnsavedAlarms } from '../iot/createUnsavedAlarms'
import type { Draft } from '../journal/Journal'
import { DeviceStates } from '../live/DeviceStates'
import { LiveState } from '../live/LiveState'
import { createTicker } from '../live/Ticker'
import type { Rules } from '../rules/createRules'
import { createSealedJson } from '../sync/sealedJson'
import { coreMetrics } from './coreMetrics'
import type { Core, CoreOptions } from './CoreOptions'
import type { CoreTools } from './CoreTools'
import { createDesks } from './createDesks'
import { mayCommandBy } from './createCommandDesk'
import { createDriving } from './createDriving'
import { createFigures } from './createFigures'
import type { HistoryReader } from './createHistoryReader'
import { createRecords } from './createRecords'
import { createRegistryDesk } from './createRegistryDesk'
import { createScopeFilter } from './createScopeFilter'
import { createSeatPlace } from './createSeatPlace'
import { createSeatReport } from './createSeatReport'
import { createSeatTicket } from './createSeatTicket'
import { createSiteSide } from './createSiteSide'
import { demoAccounts } from './demoAccounts'
import { followRegistry } from './followRegistry'
import { comingPoints, historyPoints, historyPointsOf } from './historyPoints'
import { openDistrict } from './openDistrict'
import { openFiles } from './openFiles'
import type { ScopeFilter } from './ScopeFilter'
import { schedule } from './timers'

/** A follower records its scope for a day; the service has the rest. */
const followerRetention = sameForAll({ samplesMs: dayMs, minuteMs: dayMs, hourMs: dayMs, dayMs })

/**
 * Puts the core of a seat together and starts it: files, district, live state, the side of the site, its place among the seats, desks, in this order; nothing comes in from the site
 * before everything that takes it stands.
 *
 * @throws Refused when the files are damaged or the district file is not sound
 */
export async function createCore(options: CoreOptions): Promise<Core> {
  const { log, network } = options
  const now = Date.now
  const onError = (error: unknown) => log.error({ err: error }, 'a part of the core failed')
  const newId = () => ulid(now(), randomBytes(16))
  const ticker = createTicker()
  const tools: CoreTools = { now, newId, schedule, ticker, onError }
  const files = await openFiles({
    dataDir: options.dataDir,
    now,
    ...(options.roomLevels && { levels: options.roomLevels }),
    ...(network?.service
      ? { retention: followerRetention }
      : {
          ...(options.retention && { retention: options.retention }),
          ...(options.historyDatabase && { historyDatabase: options.historyDatabase }),
        }),
    onError,
  })
  const { journal, history } = files
  const self = { seatId: files.seatId, name: options.seatName, rank: network?.rank ?? 0 }
  const accounts = createAccounts({ journal, store: files.duty, now, randomBytes })
  // Who follows a service has the accounts from there.
  if (options.isDemo) await accounts.ensureDemoAccounts(network?.service ? [] : demoAccounts)
  const district = await openDistrict(options, files, self, tools)
  const { registry } = district
  const accessKey = await readAccessKey(options.dataDir, network?.secret)
  const registryDesk = createRegistryDesk({
    ...tools,
    registry,
    journal,
    store: files.duty,
    secret: accessKey,
    prepare: (step) => history.preparePoints(comingPoints(registry, step)),
    run: newId(),
  })

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

  const scope = network?.scope ?? defaultScope
  const scopeFilter = createScopeFilter(registry, scope)
  const everything: ScopeFilter = { hasDevice: () => true, hasPoint: () => true }
  const siteSide = await createSiteSide({
    options,
    files,
    registry,
    live,
    secret: accessKey,
    kept: network?.service ? scopeFilter : everything,
    tools,
  })
  const { links, site, refusals } = siteSide
  const conditions = createDeviceConditions({ registry, journal, states: deviceStates })
  const unsaved = createUnsavedAlarms()
  const guard = createCommandGuard({ live, now })
  const roads = createRouteNetwork(registry.geometry.roads)
  const figures = createFigures({ registry, journal, live, deviceStates, now })
  const forwarding = createForwarding({
    ...tools,
    journal,
    dataDir: options.dataDir,
    seatId: files.seatId,
    sealed: createSealedJson(accessKey, 'forwarding'),
    ...describeForwarded(registry),
    random: Math.random,
  })
  registry.onChanged(({ slots, records }) => {
    for (const row of new Set([...slots, ...records]))
      forwarding.renewPoints(registry.table.firstPoints[row] ?? 0, registry.typeAt(row)?.properties.length ?? 0)
  })

  const late: { reader?: HistoryReader; rules?: Rules } = {}
  const place = await createSeatPlace({
    options,
    files,
    self,
    district,
    live,
    deviceStates,
    conditions,
    siteSide,
    scope,
    scopeFilter,
    drive: (mandate) =>
      createDriving(
        {
          ...tools,
          registry,
          journal,
          guard,
          mayCommand: mayCommandBy(registry, registryDesk.grants),
          passThrough: siteSide.passThrough,
          live,
          history,
          forwarding,
          signatures: siteSide.access.signatures,
          conditions,
          refusals,
          unsaved,
          people: figures.people,
          network: roads,
          rules: () => late.rules,
          connectors: links.connectors,
          lastHeardMs: (linkId) => site.countsOf(linkId).lastMessageAtMs,
        },
        mandate,
      ),
    answer(params) {
      if (!late.reader) throw new Refused('illegalState', 'this seat is about to start')
      return late.reader.local(params)
    },
    tools,
  })
  const { keeper, installation, presence, seatSession } = place
  const startedAtMs = now()
  const records = createRecords({
    ...tools,
    registry,
    journal,
    history,
    asks: place.asks,
    driverId: () => keeper.driverId(),
    isRecorded: (point, fromMs) =>
      scopeFilter.hasPoint(point) && fromMs >= Math.max(startedAtMs, now() - followerRetention.standard.samplesMs),
  })
  late.reader = records.reader
  const backupKeeper =
    options.backup &&
    createBackupKeeper({
      ...tools,
      plan: options.backup,
      dataDir: options.dataDir,
      seatId: files.seatId,
      seatName: options.seatName,
      version: options.version,
      journal,
      onMade: () => place.offerBackup(),
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
  const ticket = createSeatTicket({
    file: joinPath(options.dataDir, 'session.json'),
    accountOf: (id) => journal.view.get('account', id),
    randomBytes,
  })
  const { handlers, rules, applications, looks } = createDesks({
    options,
    files,
    registry,
    registryDesk,
    accounts,
    records,
    live,
    deviceStates,
    figures,
    network: roads,
    guard,
    unsaved,
    forwarding,
    siteSide,
    place,
    report,
    onSignIn(session, signIn) {
      presence.set(session, signIn?.account.id)
      if (session === seatSession) void ticket.issue(signIn).then((issued) => options.onTicket?.(issued), onError)
    },
    tools,
  })
  late.rules = rules

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
      await siteSide.access.stop()
      await installation.stop()
      figures.stop()
      looks.stop()
      rules.stop()
      conditions.stop()
      await siteSide.passThrough.stop()
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
