/* A window of Electron without any preload: a browser that is always there. The address is the last argument. */
const { app, BrowserWindow } = require('electron')

void app.whenReady().then(() => {
  const window = new BrowserWindow({ width: 1600, height: 900, webPreferences: { sandbox: true } })
  void window.loadURL(process.argv.at(-1) ?? 'about:blank')
})
app.on('window-all-closed', () => app.quit())
