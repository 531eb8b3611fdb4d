/**
 * @typedef {object} StartOptions
 * @property {boolean} checkOnly
 * @property {boolean} withSimulator
 * @property {string | undefined} service address of the service to follow
 * @property {number | undefined} displays screens in memory
 * @property {string[]} passed what the console gets as it is
 */

/**
 * @param {readonly string[]} args
 * @returns {StartOptions}
 * @throws {RangeError} when `--displays` is not a whole number from 1 to 16
 */
export function readStartOptions(args) {
  /** @type {StartOptions} */
  const options = { checkOnly: false, withSimulator: true, service: undefined, displays: undefined, passed: [] }
  const rest = [...args]
  for (let arg = rest.shift(); arg !== undefined; arg = rest.shift()) {
    const [name = '', inline] = arg.split(/=(.*)/s)
    const value = () => inline ?? rest.shift()
    if (name === '--check-only') options.checkOnly = true
    else if (name === '--no-simulator') options.withSimulator = false
    else if (name === '--service') options.service = value()
    else if (name === '--displays') options.displays = readCount(value())
    else options.passed.push(arg)
  }
  return options
}

/** @param {string | undefined} text */
function readCount(text) {
  const count = Number(text)
  if (!Number.isInteger(count) || count < 1 || count > 16) throw new RangeError(`--displays ${text}: 1 to 16`)
  return count
}
