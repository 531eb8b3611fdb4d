import { join } from 'node:path'
import { app, ipcMain, Menu, MessageChannelMain, session, type WebContents } from 'electron'
import { registerAppScheme, serveAppScheme } from './appScheme'
import { createCoreClient } from './createCoreClient'
import { createCoreProcess } from './createCoreProcess'
import { createDeskWindows } from './createDeskWindows'
import { createSoundWindow } from './createSoundWindow'
import { createDesk } from './desk/createDesk'
import { createDeskMemory, readDeskMemory } from './desk/deskMemory'
import { exportIncident } from './exportIncident'
import { listenToGlobalKeys } from './globalKeys'
import { hardenSessions } from './hardenSessions'
import { BadOption, type ConsoleOptions, readOptions } from './options'
import { beSupervisor } from './supervision/beSupervisor'
import { createSupervision } from './supervision/Supervision'
import { linkToSupervisor, type SupervisorLink } from './supervision/supervisorLink'

// The console's start, told in order. Everything else is given what it needs from here.

const outputs = join(__dirname, '..')
const preload = join(outputs, 'preload', 'preload.cjs')
const icon = join(outputs, 'main', 'icon.png')

function optionsOrExit(): ConsoleOptions {
  try {
    return readOptions(process.argv.slice(app.isPackaged ? 1 : 2))
  } catch (error) {
    if (!(error instanceof BadOption)) throw error
    process.stderr.write(`${error.message}\n`)
    process.exit(64)
  }
}

const options = optionsOrExit()
if (options.userDataDir !== undefined) app.setPath('userData', options.userDataDir)

if (options.isSupervisor) beSupervisor()
else beConsole()

function beConsole(): void {
  // Six deaths of the GPU's process end an application by default, and maps are refused to a page that was there when it died; the desk must outlive both.
  app.commandLine.appendSwitch('disable-gpu-process-crash-limit')
  app.commandLine.appendSwitch('disable-domain-blocking-for-3d-apis')
  registerAppScheme()
  if (!app.requestSingleInstanceLock()) {
    app.quit()
    return
  }
  const linked = linkToSupervisor()
  process.on('uncaughtException', (error) => {
    process.stderr.write(`${error.stack ?? error.message}\n`)
    // Nobody knows what state main is in. With a supervisor a fresh one is there at once; without one a damaged main is better than none.
    if (process.connected) app.exit(70)
  })
  void Promise.all([linked, app.whenReady()]).then(([supervisor]) => start(supervisor))
}

function start(supervisor: SupervisorLink | undefined): void {
  hardenSessions()
  serveAppScheme(join(outputs, 'renderer'))
  const now = Date.now
  const supervision = createSupervision(now, options.isPlainMap ? 'plain' : 'full')

  const core = createCoreProcess(
    join(outputs, 'core', 'core.cjs'),
    {
      type: 'start',
      dataDir: join(app.getPath('userData'), 'core'),
      version: app.getVersion(),
      isDemo: options.isDemo,
      ...(options.districtFile === undefined ? {} : { districtFile: options.districtFile }),
      ...(options.serviceUrl === undefined ? {} : { serviceUrl: options.serviceUrl }),
      ...(supervisor?.ticket === undefined ? {} : { ticket: supervisor.ticket }),
      ...(options.serviceCaFile === undefined ? {} : { serviceCaFile: options.serviceCaFile }),
      peerUrls: options.peerUrls,
      ...(options.listen === undefined ? {} : { listen: options.listen }),
      rank: options.rank,
      ...(options.deviceHttp && { deviceHttp: options.deviceHttp }),
      ...(options.opcUaFile === undefined ? {} : { opcUaFile: options.opcUaFile }),
      ...(options.framesFile === undefined ? {} : { framesFile: options.framesFile }),
      ...(options.backupDir === undefined
        ? {}
        : { backup: { folder: options.backupDir, everyMs: options.backupEveryMinutes * 60_000 } }),
      ...(options.scope === undefined ? {} : { scope: options.scope }),
      ...(options.syncSecretFile === undefined ? {} : { syncSecretFile: options.syncSecretFile }),
      broker:
        options.brokerUrl === undefined
          ? {
              kind: 'embedded',
              port: options.brokerPort,
              ...(options.brokerTls === undefined ? {} : { tls: options.brokerTls }),
            }
          : {
              kind: 'external',
              url: options.brokerUrl,
              ...(options.mappingsFile === undefined ? {} : { mappingsFile: options.mappingsFile }),
            },
    },
    now,
  )
  core.onTrouble((trouble) => supervision.tellCore(trouble))
  core.onTicket((ticket) => supervisor?.keep(ticket))
  ipcMain.on('core:retry', () => core.retry())

  // A page asks for its channel when it is loaded, and gets another one unasked when a new core took the place of a dead one.
  const pages = new Set<WebContents>()
  const givePort = (page: WebContents) => {
    const { port1, port2 } = new MessageChannelMain()
    core.connect(port1)
    page.postMessage('port', undefined, [port2])
  }
  ipcMain.on('port:request', ({ sender }) => {
    if (!pages.has(sender)) {
      pages.add(sender)
      sender.once('destroyed', () => pages.delete(sender))
    }
    givePort(sender)
  })
  core.onReplaced(() => pages.forEach(givePort))
  ipcMain.handle('incident:export', (_event, incidentId: unknown) => {
    if (typeof incidentId !== 'string' || incidentId.length > 80) throw new Error('not an incident')
    return exportIncident(incidentId, {
      preload,
      folder: options.exportsDir ?? join(app.getPath('documents'), 'Chengtai'),
    })
  })
  ipcMain.on('window:toggleFullScreen', (event) => {
    if (options.isKiosk) return
    const window = windows.all().find((w) => w.webContents === event.sender)
    window?.setFullScreen(!window.isFullScreen())
  })
  // Chromium writes a page's storage some seconds late; a draft that was just typed must outlive a crash of this process.
  ipcMain.on('storage:flush', () => session.defaultSession.flushStorageData())

  // Its keys close, reload and look into windows.
  if (options.isKiosk || !options.isWindowed) Menu.setApplicationMenu(null)
  const windows = createDeskWindows({
    preload,
    icon,
    isWindowed: options.isWindowed,
    supervision,
    now,
    ...(options.isKiosk && {
      onCloseAsked: ({ webContents }) => webContents.send('kiosk:leaveAsked'),
    }),
  })
  const client = createCoreClient(core)
  const memoryFile = join(app.getPath('userData'), 'desk.json')
  const desk = createDesk({
    client,
    windows,
    supervision,
    memory: readDeskMemory(memoryFile),
    keepMemory: createDeskMemory(memoryFile, (error) => process.stderr.write(`${String(error)}\n`)).keep,
    post: options.post,
    isKiosk: options.isKiosk,
    now,
    onLeave: () => app.quit(),
  })
  listenToGlobalKeys(windows)
  const sound = createSoundWindow({ preload, supervision, now })

  app.on('second-instance', () => windows.focus())
  app.on('window-all-closed', () => app.quit())
  let isStopped = false
  app.on('before-quit', (event) => {
    if (isStopped) return
    event.preventDefault()
    isStopped = true
    supervision.stop()
    sound.close()
    desk.close()
    client.close()
    void core.stop().then(() => {
      windows.close()
      app.exit(0)
    })
  })
}
