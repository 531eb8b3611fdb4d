/** A display for the console: the one that is there, or screens in memory. */
import { say } from '../messages.mjs'
import { startVirtualDisplays } from '../virtualDisplays.mjs'
import { hasCommand } from './run.mjs'
import { installGroup, missingForDisplays } from './systemPackages.mjs'

/** @returns {boolean} whether windows can be shown to somebody */
export function hasDisplay() {
  if (process.platform !== 'linux') return true
  return Boolean(process.env['DISPLAY'] || process.env['WAYLAND_DISPLAY'])
}

/**
 * @param {number} heads screens wanted
 * @returns {Promise<import('../virtualDisplays.mjs').VirtualDisplays>}
 */
export async function startDisplaysInMemory(heads) {
  const missing = missingForDisplays()
  const isXvfbEnough = heads === 1 && hasCommand('Xvfb')
  if (missing.length > 0 && !isXvfbEnough) await installGroup('displays', missing)
  const displays = await startVirtualDisplays({ heads })
  say('virtualDisplays', { heads, display: displays.display })
  return displays
}
