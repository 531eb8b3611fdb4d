/** @typedef {import('./requirements.mjs').Requirement} Requirement */
/** @typedef {import('./markers.mjs').Marker} Marker */

/**
 * @typedef {object} Tally
 * @property {string} name of a family of systems
 * @property {number} held
 * @property {number} all
 */

/** `iot_platform` of `iot_platform.device_access`. @param {Requirement} requirement */
const familyOf = ({ system }) => system.split('.', 1)[0] ?? ''

/**
 * How many requirements of each family some test holds, in the order of the text.
 *
 * @param {readonly Requirement[]} requirements
 * @param {readonly Marker[]} markers
 * @returns {Tally[]}
 */
export function tally(requirements, markers) {
  const held = new Set(markers.map(({ id }) => id))
  return [...groupBy(requirements, familyOf)].map(([name, members]) => ({
    name,
    held: members.filter(({ id }) => held.has(id)).length,
    all: members.length,
  }))
}

/**
 * @param {readonly Requirement[]} requirements
 * @param {readonly Marker[]} markers
 * @returns {string} Markdown
 */
export function renderCoverage(requirements, markers) {
  const tallies = tally(requirements, markers)
  const testsById = groupBy(markers, ({ id }) => id)
  const families = groupBy(requirements, familyOf)
  const total = tallies.reduce((sum, { held }) => sum + held, 0)
  return [
    '# Requirements held by tests',
    '',
    'Written by `npm run coverage:requirements` from the `// req:` marks in the tests; not edited by hand. A requirement counts as held when a test fails as soon as the product stops',
    'doing the whole of it. Of what no test holds, parts may well be built.',
    '',
    `${total} of ${requirements.length} are held.`,
    '',
    '| family | held | of |',
    '| --- | --- | --- |',
    ...tallies.map(({ name, held, all }) => `| ${name} | ${held} | ${all} |`),
    '',
    ...[...families].flatMap(([name, members]) => [`## ${name}`, '', ...sectionOf(members, testsById), '']),
  ].join('\n')
}

/**
 * @param {readonly Requirement[]} members
 * @param {ReadonlyMap<string, readonly Marker[]>} testsById
 */
function sectionOf(members, testsById) {
  const lines = members.flatMap(({ id, system, title }) => {
    const tests = testsById.get(id)
    return tests ? [`- **${id}** ${escape(title)} (\`${system}\`)`, ...tests.map(testLine)] : []
  })
  const open = members.filter(({ id }) => !testsById.has(id)).map(({ id, title }) => `${id} ${escape(title)}`)
  return [
    ...lines,
    ...(lines.length > 0 && open.length > 0 ? [''] : []),
    ...(open.length > 0 ? [`By no test: ${open.join(' · ')}`] : []),
  ]
}

/** @param {Marker} marker */
const testLine = ({ file, test }) => `  - \`${file}\`: ${escape(test)}`

/** @param {string} text */
const escape = (text) => text.replaceAll(/[\\`*_<>[\]|]/g, String.raw`\$&`)

/**
 * @template Item
 * @param {readonly Item[]} items
 * @param {(item: Item) => string} keyOf
 * @returns {Map<string, Item[]>} in the order in which the keys came first
 */
function groupBy(items, keyOf) {
  /** @type {Map<string, Item[]>} */
  const groups = new Map()
  for (const item of items) groups.set(keyOf(item), [...(groups.get(keyOf(item)) ?? []), item])
  return groups
}
