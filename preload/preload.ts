import { contextBridge, ipcRenderer } from 'electron'

// The one bridge between main and a page: small, typed in `renderer/bridge.ts`, each argument checked again in main.

/** What this window is for. Asked while the page loads: a page that is loaded again begins with what is true then. Hidden pages have none. */
const plan: unknown = ipcRenderer.sendSync('window:plan')

// What main says of the seat's own health; a page that listens later asks again.
const supervisionListeners = new Set<(state: unknown) => void>()
ipcRenderer.on('supervision', (_event, state: unknown) => supervisionListeners.forEach((listener) => listener(state)))

// A port cannot cross the bridge: the page gets it as a message of its own window.
ipcRenderer.on('port', (event) => window.postMessage('core-port', location.origin, [...event.ports]))

// The desk: what main says last is told to whoever listens later.
let desk: unknown
const deskListeners = new Set<(state: unknown) => void>()
ipcRenderer.on('desk', (_event, state: unknown) => {
  desk = state
  deskListeners.forEach((listener) => listener(state))
})
const leaveListeners = new Set<() => void>()
ipcRenderer.on('kiosk:leaveAsked', () => leaveListeners.forEach((listener) => listener()))

// Keys that work whatever program has the focus.
const pressListeners = new Set<(action: unknown) => void>()
ipcRenderer.on('keys:pressed', (_event, action: unknown) => pressListeners.forEach((listener) => listener(action)))

contextBridge.exposeInMainWorld('chengtai', {
  ...(plan && typeof plan === 'object'
    ? plan
    : { display: { number: 0, count: 0, role: 'hidden' }, layout: { id: 'hidden', panes: { pane: 'alarms' } } }),
  requestPort: () => ipcRenderer.send('port:request'),
  exportIncident: (incidentId: string) => ipcRenderer.invoke('incident:export', incidentId),
  printReady: (story: { name: string; json: string }) => ipcRenderer.send('print:ready', story),
  beat: (isWanted: boolean) => ipcRenderer.send('window:beat', isWanted),
  announceWork: () => ipcRenderer.send('window:work'),
  onSupervision: (listener: (state: unknown) => void) => {
    supervisionListeners.add(listener)
    ipcRenderer.send('supervision:request')
  },
  retryCore: () => ipcRenderer.send('core:retry'),
  flushStorage: () => ipcRenderer.send('storage:flush'),
  toggleFullScreen: () => ipcRenderer.send('window:toggleFullScreen'),
  keys: {
    bind: (keys: object) => ipcRenderer.invoke('keys:bind', keys),
    onPressed: (listener: (action: unknown) => void) => {
      pressListeners.add(listener)
      return () => void pressListeners.delete(listener)
    },
  },
  desk: {
    onChanged: (listener: (state: unknown) => void) => {
      deskListeners.add(listener)
      if (desk === undefined) ipcRenderer.send('desk:request')
      else listener(desk)
      return () => void deskListeners.delete(listener)
    },
    chooseLayout: (id: string) => ipcRenderer.send('desk:chooseLayout', id),
    movePane: (move: object) => ipcRenderer.send('desk:movePane', move),
    arrange: (number: number, panes: object) => ipcRenderer.send('desk:arrange', number, panes),
    identify: () => ipcRenderer.send('desk:identify'),
    blank: (number: number, isBlank: boolean) => ipcRenderer.send('desk:blank', number, isBlank),
    readLayouts: () => ipcRenderer.invoke('desk:readLayouts'),
    saveLayout: (layout: object, scope: string) => ipcRenderer.invoke('desk:saveLayout', layout, scope),
    removeLayout: (id: string, scope: string) => ipcRenderer.invoke('desk:removeLayout', id, scope),
    leaveKiosk: (who: object | undefined) => ipcRenderer.invoke('desk:leaveKiosk', who),
    onLeaveAsked: (listener: () => void) => {
      leaveListeners.add(listener)
      return () => void leaveListeners.delete(listener)
    },
  },
})
