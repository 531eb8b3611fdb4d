import { contextBridge, ipcRenderer } from 'electron'

// The one bridge between main and a page: small, typed in `renderer/bridge.ts`, each argument checked again in main.

const PREFIX = '--chengtai-window='

/** What this window is for, as main wrote it into our arguments; hidden pages have none. */
function readWindow(): { display: unknown; layout: unknown } | undefined {
  const argument = process.argv.find((a) => a.startsWith(PREFIX))
  if (argument === undefined) return undefined
  const bytes = Uint8Array.from(atob(argument.slice(PREFIX.length)), (c) => c.charCodeAt(0))
  return JSON.parse(new TextDecoder().decode(bytes))
}

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

contextBridge.exposeInMainWorld('chengtai', {
  ...(readWindow() ?? {
    display: { number: 0, count: 0, role: 'hidden' },
    layout: { id: 'hidden', panes: { pane: 'alarms' } },
  }),
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
