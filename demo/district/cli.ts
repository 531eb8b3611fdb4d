import { writeFileSync } from 'node:fs'
import { parseArgs } from 'node:util'
import { makeDistrict } from './makeDistrict'

/** Entry: `makeDistrict --out FILE [--seed N] [--devices 20000]`. */
const usage = 'makeDistrict --out FILE [--seed N] [--devices 20000]'

function wholeNumber(text: string, name: string): number {
  const value = Number(text)
  if (!Number.isSafeInteger(value) || value < 0) throw new RangeError(`--${name} must be a whole number, not "${text}"`)
  return value
}

try {
  const { values } = parseArgs({
    options: {
      out: { type: 'string' },
      seed: { type: 'string', default: '1' },
      devices: { type: 'string', default: '20000' },
    },
  })
  if (values.out === undefined) throw new RangeError(`usage: ${usage}`)
  const district = makeDistrict({
    seed: wholeNumber(values.seed ?? '1', 'seed'),
    devices: wholeNumber(values.devices ?? '20000', 'devices'),
  })
  writeFileSync(values.out, JSON.stringify(district))
  process.stdout.write(
    `${district.geometry.name.zh}: ${district.geometry.buildings.length} buildings, ${district.devices.length} devices, ` +
      `${district.people.length} people, ${district.plans.length} plans -> ${values.out}\n`,
  )
} catch (error) {
  process.stderr.write(`${error instanceof Error ? error.message : String(error)}\n`)
  process.exitCode = 1
}
