/**
 * `npm run dist`: an app folder for this platform under `dist/`, that starts. With `--installers` the installers of this platform
 * that electron-builder.yml names; these want a real Electron and, on the first run, a network for electron-builder's tools.
 */
import fs from 'node:fs'
import path from 'node:path'
import { buildOutputs } from './bundle/buildOutputs.mjs'
import { say } from './messages.mjs'
import { root } from './root.mjs'
import { prepare } from './setup/prepare.mjs'
import { SetupError } from './setup/SetupError.mjs'
import { tellSetupErrors } from './setup/tellSetupErrors.mjs'

const wantsInstallers = process.argv.includes('--installers')

async function dist() {
  const electron = await prepare()
  if (wantsInstallers && electron.isFallback)
    throw new SetupError('noReleaseFromFallback', { version: electron.version })
  await buildOutputs({ onlyStale: false })
  const { writeLicences } = await import('./packaging/licences.mjs')
  writeLicences()
  fs.rmSync(path.join(root, 'dist'), { recursive: true, force: true })
  // Loaded here: at the top of the file node_modules may not be there yet.
  const { build, Platform } = await import('electron-builder')
  const platform = Platform.current()
  await build({
    projectDir: root,
    targets: wantsInstallers ? platform.createTarget() : platform.createTarget('dir'),
    config: { extends: 'electron-builder.yml', electronDist: electron.folder, electronVersion: electron.version },
    publish: 'never',
  })
  say('packed', { folder: path.join(root, 'dist') })
}

await tellSetupErrors(dist)
