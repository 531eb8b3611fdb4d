import { app, session } from 'electron'
import { APP_ORIGIN } from './appScheme'

/**
 * Refuses everything a window of the console never needs: permissions, new windows, foreign pages, web views, certificates of strangers.
 * Windows talk to the core through their port and load their own files; nothing else exists for them.
 */
export function hardenSessions(): void {
  const own = session.defaultSession
  own.setPermissionRequestHandler((_contents, _permission, answer) => answer(false))
  own.setPermissionCheckHandler(() => false)
  own.setDevicePermissionHandler(() => false)
  own.webRequest.onBeforeRequest((details, answer) => {
    const isOwn =
      details.url.startsWith(`${APP_ORIGIN}/`) ||
      details.url.startsWith('data:') ||
      details.url.startsWith('blob:') ||
      details.url.startsWith('devtools:')
    answer({ cancel: !isOwn })
  })
  app.on('web-contents-created', (_event, contents) => {
    contents.setWindowOpenHandler(() => ({ action: 'deny' }))
    contents.on('will-navigate', (event) => event.preventDefault())
    contents.on('will-attach-webview', (event) => event.preventDefault())
  })
}
