import { BrowserWindow } from 'electron'
import { APP_ORIGIN } from './appScheme'

/** A page of ours that works unseen: the sound of the seat, or a story on its way to paper. Without a page it stays empty until one is loaded. */
export function createHiddenWindow(preload: string, page: string | undefined): BrowserWindow {
  const window = new BrowserWindow({
    show: false,
    width: 1024,
    height: 768,
    webPreferences: {
      preload,
      sandbox: true,
      contextIsolation: true,
      nodeIntegration: false,
      webviewTag: false,
      spellcheck: false,
      backgroundThrottling: false,
      autoplayPolicy: 'no-user-gesture-required',
    },
  })
  if (page !== undefined) void window.loadURL(`${APP_ORIGIN}/${page}`).catch(() => undefined)
  return window
}
