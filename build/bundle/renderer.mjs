import fs from 'node:fs'
import path from 'node:path'
import { say } from '../messages.mjs'
import { root } from '../root.mjs'
import { SetupError } from '../setup/SetupError.mjs'

/**
 * Bundles the pages of `renderer/` with Vite.
 *
 * @returns {Promise<boolean>} false when there is no page to bundle
 */
export async function bundleRenderer() {
  if (!fs.existsSync(path.join(root, 'renderer/index.html'))) {
    say('skippedSource', { source: 'renderer/index.html' })
    return false
  }
  const { build } = await import('vite')
  try {
    await build({ configFile: path.join(root, 'vite.config.mts'), logLevel: 'warn' })
  } catch (error) {
    throw new SetupError('buildFailed', { names: 'renderer' }, error instanceof Error ? error.message : String(error))
  }
  return true
}
