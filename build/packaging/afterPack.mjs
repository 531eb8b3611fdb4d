/**
 * electron-builder calls this when the app folder is complete and not yet signed. Removes what an unpacked Electron brings along
 * and a product has no use for (the app that Electron runs when it is given none, and its version file: electron-builder leaves
 * both when it is given a folder), and sets the fuses.
 */
import fs from 'node:fs'
import path from 'node:path'
import { findWrongFuses, setFuses } from './fuses.mjs'

/** @param {import('electron-builder').AfterPackContext} context */
export default async function afterPack({ appOutDir, electronPlatformName, packager }) {
  const isMac = electronPlatformName === 'darwin'
  const { productFilename } = packager.appInfo
  const resources = isMac ? `${productFilename}.app/Contents/Resources` : 'resources'
  for (const leftover of [path.join(resources, 'default_app.asar'), 'version']) {
    fs.rmSync(path.join(appOutDir, leftover), { force: true })
  }
  const executable = packagedExecutable(appOutDir, electronPlatformName, packager)
  await setFuses(executable)
  const wrong = await findWrongFuses(executable)
  if (wrong.length > 0) throw new Error(`fuses that could not be set: ${wrong.join(', ')}`)
}

/**
 * @param {string} appOutDir
 * @param {string} platformName
 * @param {import('electron-builder').AfterPackContext['packager']} packager
 */
function packagedExecutable(appOutDir, platformName, packager) {
  const { productFilename } = packager.appInfo
  if (platformName === 'darwin') return path.join(appOutDir, `${productFilename}.app`)
  if (platformName === 'win32') return path.join(appOutDir, `${productFilename}.exe`)
  return path.join(appOutDir, 'executableName' in packager ? String(packager.executableName) : productFilename)
}
