/** Bundles the programs of `bundle/entries.mjs` with esbuild, one CommonJS file each. */
import fs from 'node:fs'
import path from 'node:path'
import { build } from 'esbuild'
import { entries } from './bundle/entries.mjs'
import { root } from './root.mjs'
import { say } from './messages.mjs'
import { SetupError } from './setup/SetupError.mjs'

// Outside the bundles stay Electron itself, the native module, and optional packages that their users load inside try/catch.
const otherDatabases =
  'better-sqlite3 mysql mysql2 mariadb mariadb/callback oracledb pg pg-query-stream pg-native tedious'
const nativeHelpers = 'bufferutil utf-8-validate msgpackr-extract'
const external = [
  'electron',
  'playwright-core',
  'node-opcua',
  'sqlite3',
  ...otherDatabases.split(' '),
  ...nativeHelpers.split(' '),
]

const banner = fs.readFileSync(path.join(import.meta.dirname, 'bundle/node18Banner.cjs'), 'utf8')

/** Gives a CommonJS bundle what its ESM sources ask of `import.meta`. */
const importMeta = {
  define: {
    'import.meta.url': 'importMetaUrl',
    'import.meta.dirname': '__dirname',
    'import.meta.filename': '__filename',
  },
  banner: `const importMetaUrl = require('node:url').pathToFileURL(__filename).href`,
}

/** @param {import('./bundle/entries.mjs').Entry} entry */
async function bundleEntry(entry) {
  const isSandboxed = entry.runtime === 'sandbox'
  const banners = isSandboxed ? [] : [importMeta.banner, banner]
  await build({
    absWorkingDir: root,
    entryPoints: [entry.source],
    outfile: entry.output,
    bundle: true,
    platform: isSandboxed ? 'browser' : 'node',
    format: 'cjs',
    target: isSandboxed ? 'chrome114' : entry.runtime === 'electron' ? 'node18' : 'node20',
    mainFields: isSandboxed ? ['module', 'main'] : ['main', 'module'],
    external: isSandboxed ? ['electron'] : external,
    define: isSandboxed ? {} : importMeta.define,
    banner: { js: banners.join('\n') },
    sourcemap: true,
    sourcesContent: false,
    legalComments: 'none',
    logLevel: 'warning',
  })
}

/**
 * Bundles all programs whose source is there; a missing source is told and skipped, so that a half-built house still builds.
 *
 * @returns {Promise<string[]>} names of the programs bundled
 */
export async function bundleAll() {
  const present = entries.filter((entry) => fs.existsSync(path.join(root, entry.source)))
  for (const entry of entries) if (!present.includes(entry)) say('skippedSource', { source: entry.source })
  const results = await Promise.allSettled(present.map(bundleEntry)) // esbuild itself says what is wrong
  const broken = present.filter((_, index) => results[index]?.status === 'rejected').map(({ name }) => name)
  if (broken.length > 0) throw new SetupError('buildFailed', { names: broken.join(', ') })
  fs.mkdirSync(path.join(root, 'out/main'), { recursive: true })
  fs.copyFileSync(path.join(root, 'build/resources/icon.png'), path.join(root, 'out/main/icon.png'))
  // The sandbox of people's scripts is looked for beside the bundle of the core.
  const sandbox = path.join(root, 'node_modules/@jitl/quickjs-wasmfile-release-sync/dist/emscripten-module.wasm')
  for (const folder of ['out/core', 'out/service']) {
    fs.mkdirSync(path.join(root, folder), { recursive: true })
    fs.copyFileSync(sandbox, path.join(root, folder, 'quickjs.wasm'))
  }
  return present.map((entry) => entry.name)
}
