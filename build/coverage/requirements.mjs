import fs from 'node:fs'
import path from 'node:path'
import { root } from '../root.mjs'
import { csvField, readCsv } from './csv.mjs'

/**
 * @typedef {object} Requirement
 * @property {string} id such as R-4.1.1.1-06
 * @property {string} system key of the system it asks something of, such as iot_platform.device_access
 * @property {string} title in Chinese, as the reference text has it
 */

const reference = path.join(root, '../shared/whitepaper/requirements.csv')
const copy = path.join(root, 'docs/requirements-ids.csv')

/** The requirements of the reference where it lies beside the checkout, else of the copy in docs/. @returns {Requirement[]} */
export function readRequirements() {
  return readCsv(fs.readFileSync(fs.existsSync(reference) ? reference : copy, 'utf8')).map(
    ({ id = '', system = '', title_zh = '' }) => ({ id, system, title: title_zh }),
  )
}

/** Makes the copy in docs/ what the requirements are. @param {readonly Requirement[]} requirements */
export function keepCopy(requirements) {
  const rows = requirements.map(({ id, system, title }) => [id, system, title].map(csvField).join())
  fs.writeFileSync(copy, `${['id,system,title_zh', ...rows].join('\n')}\n`)
}
