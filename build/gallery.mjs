/**
 * `npm run gallery`: builds what is out of date and shows every widget in every state, in the browser of this machine. `--no-open` only prints the
 * address. Ctrl+C ends it.
 */
import { spawn } from 'node:child_process'
import path from 'node:path'
import { buildOutputs } from './bundle/buildOutputs.mjs'
import { say } from './messages.mjs'
import { root } from './root.mjs'
import { servePages } from './run/servePages.mjs'
import { hasDisplay } from './setup/display.mjs'

/** @type {Readonly<Record<string, readonly [string, ...string[]]>>} */
const openers = { darwin: ['open'], win32: ['cmd', '/c', 'start', ''] }

/** @param {string} url */
function open(url) {
  const [command, ...args] = openers[process.platform] ?? ['xdg-open']
  // The address is printed: whoever has no browser here can still see it.
  spawn(command, [...args, url], { stdio: 'ignore' }).on('error', () => undefined)
}

await buildOutputs({ onlyStale: true })
const { url } = await servePages(path.join(root, 'out/renderer'))
const page = `${url}/gallery.html`
say('galleryAt', { url: page })
if (hasDisplay() && !process.argv.includes('--no-open')) open(page)
