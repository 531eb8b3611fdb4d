import type { BrowserWindow } from 'electron'
import { createHiddenWindow } from './createHiddenWindow'

/** Pause before a dead sound page is made again: a page that dies at once must not spin. */
const AGAIN_MS = 500

/**
 * The one page that sounds for the whole seat. It has a process of its own, so that no other window's fault silences alarms (P7), and is made
 * again whenever it dies.
 */
export function createSoundWindow(preload: string): { close(): void } {
  let window: BrowserWindow | undefined
  let timer: NodeJS.Timeout | undefined
  let isClosing = false
  const open = () => {
    const sound = createHiddenWindow(preload, 'sound.html')
    window = sound
    const again = () => {
      if (isClosing || window !== sound) return
      window = undefined
      if (!sound.isDestroyed()) sound.destroy()
      timer = setTimeout(open, AGAIN_MS)
    }
    sound.webContents.on('render-process-gone', again)
    sound.on('closed', again)
  }
  open()
  return {
    close() {
      isClosing = true
      clearTimeout(timer)
      window?.destroy()
    },
  }
}
