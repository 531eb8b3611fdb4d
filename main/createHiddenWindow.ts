import { BrowserWindow } from 'electron'
import { APP_ORIGIN } from './appScheme'

/** A page of ours that works unseen: the sound of the seat, or a story on its way to paper. */
export function createHiddenWindow(preload: string, page: string): BrowserWindow {
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
  void window.loadURL(`${APP_ORIGIN}/${page}`)
  return window
}
