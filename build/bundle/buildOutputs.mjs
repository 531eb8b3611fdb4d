/** What stands in `out/`, from which sources, and how it is made. */
import fs from 'node:fs'
import path from 'node:path'
import { say } from '../messages.mjs'
import { root } from '../root.mjs'
import { digestSources, readStamp, writeStamp } from './freshness.mjs'

const tools = ['build/bundle', 'build/bundle.mjs', 'package.json', 'package-lock.json', 'tsconfig.base.json']
const shared = ['domain', 'layouts', ...tools]

/**
 * The bundlers are loaded only when something is to be built: this module is read before node_modules are there.
 *
 * @type {readonly { name: string, folder: string, sources: readonly string[], make: () => Promise<unknown> }[]}
 */
const outputs = [
  {
    name: 'programs',
    folder: 'out/main',
    sources: [...shared, 'connectors', 'core', 'service', 'main', 'preload', 'demo', 'bench'],
    make: async () => (await import('../bundle.mjs')).bundleAll(),
  },
  {
    name: 'renderer',
    folder: 'out/renderer',
    sources: [...shared, 'renderer', 'vite.config.mts'],
    make: async () => (await import('./renderer.mjs')).bundleRenderer(),
  },
]

/** @returns {string[]} names of the outputs that are missing or older than their sources */
export function staleOutputs() {
  return outputs
    .filter((output) => !isFresh(output.name, output.folder, digestSources(output.sources)))
    .map(({ name }) => name)
}

/**
 * @param {{ onlyStale: boolean }} options
 */
export async function buildOutputs({ onlyStale }) {
  for (const output of outputs) {
    const digest = digestSources(output.sources)
    if (onlyStale && isFresh(output.name, output.folder, digest)) continue
    say('building', { name: output.name })
    const startedAtMs = Date.now()
    await output.make()
    writeStamp(output.name, digest)
    say('built', { name: output.name, seconds: ((Date.now() - startedAtMs) / 1000).toFixed(1) })
  }
}

/**
 * @param {string} name
 * @param {string} folder
 * @param {string} digest
 */
function isFresh(name, folder, digest) {
  return readStamp(name) === digest && fs.existsSync(path.join(root, folder))
}
