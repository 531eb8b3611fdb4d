/**
 * @typedef {object} Marker
 * @property {string} id of a requirement
 * @property {string} file
 * @property {number} line from 1
 * @property {string} test name of the test or group that holds it; empty where none follows
 */

const marker = /^[ \t]*\/\/ req: ?(.*)$/gm
/** From the end of a marker to the name of the test: further comments, `it.each(…)(`, then the first text. */
const nameAfter = /^\s*(?:\/\/[^\n]*\n\s*)*(?:it|test|describe)\b[^'"`\n]*(?:\n\s*)?(['"`])((?:\\.|(?!\1)[^\\])*)\1/

/**
 * The requirements that the tests of one file hold: `// req: R-4.1.1.1-06 R-4.1.1.1-07` on the line before a test or a group.
 *
 * @param {string} file
 * @param {string} text
 * @returns {Marker[]}
 */
export function markersIn(file, text) {
  return [...text.matchAll(marker)].flatMap((match) => {
    const line = text.slice(0, match.index).split('\n').length
    const [, , name = ''] = nameAfter.exec(text.slice(match.index + match[0].length)) ?? []
    const ids = (match[1] ?? '').split(/[\s,]+/).filter(Boolean)
    return (ids.length === 0 ? [''] : ids).map((id) => ({ id, file, line, test: name.replaceAll(/\\(.)/g, '$1') }))
  })
}

/**
 * What is wrong with markers: an id that no requirement has, or no test after it.
 *
 * @param {readonly Marker[]} markers
 * @param {ReadonlySet<string>} known
 * @returns {string[]} a line each, with file and line
 */
export function problemsOf(markers, known) {
  return markers.flatMap(({ id, file, line, test }) => [
    ...(known.has(id) ? [] : [`${file}:${line} no requirement "${id}"`]),
    ...(test === '' ? [`${file}:${line} no test follows`] : []),
  ])
}
