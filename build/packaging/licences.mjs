/** Writes `out/licences.txt`: name, licence and licence text of every package that may be part of the bundles. */
import fs from 'node:fs'
import path from 'node:path'
import { root } from '../root.mjs'

/** @typedef {{ version?: string, license?: string, dev?: boolean, link?: boolean }} LockedPackage */

export function writeLicences() {
  /** @type {Record<string, LockedPackage>} */
  const packages = JSON.parse(fs.readFileSync(path.join(root, 'package-lock.json'), 'utf8')).packages
  const texts = Object.entries(packages)
    .filter(([location, { dev }]) => location !== '' && !dev && fs.existsSync(path.join(root, location)))
    .map(([location, { version, license }]) => {
      const name = location.slice(location.lastIndexOf('node_modules/') + 'node_modules/'.length)
      return `${name} ${version} (${license ?? 'see below'})\n\n${licenceText(path.join(root, location))}`
    })
  fs.mkdirSync(path.join(root, 'out'), { recursive: true })
  fs.writeFileSync(path.join(root, 'out/licences.txt'), texts.join(`\n${'-'.repeat(80)}\n\n`))
}

/** @param {string} folder */
function licenceText(folder) {
  return fs
    .readdirSync(folder, { withFileTypes: true })
    .filter((entry) => entry.isFile() && /^(licen[cs]e|notice|copying)/i.test(entry.name))
    .map(({ name }) => fs.readFileSync(path.join(folder, name), 'utf8').trim())
    .join('\n\n')
    .concat('\n')
}
