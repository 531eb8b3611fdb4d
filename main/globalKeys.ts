import { type BrowserWindow, globalShortcut, ipcMain } from 'electron'
import { type MachineAction, machineActions, machineKeys, type MachineKeys } from '../domain/keys/machineKeys'
import { acceleratorOf } from './acceleratorOf'

/** Windows of the desk, the one with the alarms or the first of them in front. */
interface Desk {
  all(): BrowserWindow[]
  focus(): void
}

/**
 * Keys for an emergency that work whatever program has the focus: one brings the console to the front with the alarm that matters most, one silences. They are
 * there from the start on; a window tells what the account has changed, and hears which keys the system refused, because another program has them.
 */
export function listenToGlobalKeys(desk: Desk): void {
  /** Windows tell the same keys one after the other: registering anew would lose a press between. */
  let registered = ''
  let refused: MachineAction[] = []

  const register = (keys: MachineKeys): MachineAction[] => {
    if (JSON.stringify(keys) === registered) return refused
    globalShortcut.unregisterAll()
    registered = JSON.stringify(keys)
    refused = machineActions.filter((action) => {
      const pressed = () => {
        if (action === 'bringForward') {
          desk.all().forEach(raise)
          desk.focus()
        }
        // One window does the rest for the seat.
        desk.all()[0]?.webContents.send('keys:pressed', action)
      }
      return !keys[action].every((chord) => tryRegister(acceleratorOf(chord), pressed))
    })
    return refused
  }

  register(machineKeys)
  ipcMain.handle('keys:bind', (_event, keys: unknown) => register(readKeys(keys)))
}

function tryRegister(accelerator: string, pressed: () => void): boolean {
  try {
    return globalShortcut.register(accelerator, pressed)
  } catch {
    // It is no key that this system knows.
    return false
  }
}

/** A system that keeps a program from the front lets it be on top for a moment. */
function raise(window: BrowserWindow): void {
  if (window.isDestroyed()) return
  if (window.isMinimized()) window.restore()
  window.setAlwaysOnTop(true)
  window.moveTop()
  window.setAlwaysOnTop(false)
}

/** What a page sent, if it is what it should be; else the first keys. */
function readKeys(sent: unknown): MachineKeys {
  const read = (action: MachineAction): readonly string[] => {
    const keys: unknown = typeof sent === 'object' && sent !== null ? Reflect.get(sent, action) : undefined
    return isKeys(keys) ? keys : machineKeys[action]
  }
  return { bringForward: read('bringForward'), silenceMachine: read('silenceMachine') }
}

const isKeys = (keys: unknown): keys is string[] =>
  Array.isArray(keys) && keys.length <= 3 && keys.every((key) => typeof key === 'string' && key.length <= 40)
