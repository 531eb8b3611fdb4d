/** The checks of `npm run check` that are not tests: one command each, passed or not. */
import { existsSync, readdirSync } from 'node:fs'
import { createRequire } from 'node:module'
import path from 'node:path'
import { root } from '../root.mjs'

/**
 * @typedef {object} Check
 * @property {string} name
 * @property {readonly (readonly string[])[]} commands programs of node_modules with their arguments; all must end with 0
 */

const projects = ['tsconfig.domain.json', 'tsconfig.node.json', 'tsconfig.web.json', 'tsconfig.build.json']

/** Folders with sources, in the order of docs/developers.md. */
export const folders = 'domain connectors core service main preload renderer layouts demo build tests bench'.split(' ')

/** @returns {readonly Check[]} */
export function checks() {
  const present = folders.filter(
    (folder) => existsSync(path.join(root, folder)) && readdirSync(path.join(root, folder)).length > 0,
  )
  return [
    // The longest first.
    { name: 'format', commands: [[program('prettier', 'prettier'), '--check', '--log-level=warn', '.']] },
    { name: 'types', commands: projects.map((project) => [program('@typescript/native', 'tsc'), '-p', project]) },
    { name: 'lint', commands: [[program('oxlint', 'oxlint'), '--type-aware', '--deny-warnings']] },
    { name: 'layers', commands: [[program('dependency-cruiser', 'depcruise'), ...present]] },
    { name: 'dead code', commands: [[program('knip', 'knip')]] },
    { name: 'requirements', commands: [[path.join(root, 'build/coverage.mjs'), '--check']] },
  ]
}

/**
 * The script behind a command of a package, so that it runs by this very Node without a shell.
 *
 * @param {string} packageName
 * @param {string} command
 */
export function program(packageName, command) {
  const file = path.join(root, 'node_modules', packageName, 'package.json')
  const { bin } = createRequire(import.meta.url)(file)
  return path.join(path.dirname(file), typeof bin === 'string' ? bin : bin[command])
}
