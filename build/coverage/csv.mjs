/**
 * Rows of a CSV text by the names of its first line. Fields may be quoted; line breaks inside fields are not expected.
 *
 * @param {string} text
 * @returns {Record<string, string>[]}
 */
export function readCsv(text) {
  const [header = '', ...lines] = text.trim().split(/\r?\n/)
  const columns = fieldsOf(header).filter(Boolean)
  return lines.map((line) => {
    const fields = fieldsOf(line)
    return Object.fromEntries(columns.map((column, at) => [column, fields[at] ?? '']))
  })
}

/** @param {string} line */
const fieldsOf = (line) =>
  [...line.matchAll(/("(?:[^"]|"")*"|[^,]*)(?:,|$)/g)].map(([, field = '']) =>
    field.startsWith('"') ? field.slice(1, -1).replaceAll('""', '"') : field,
  )

/** @param {string} field */
export const csvField = (field) => (/[",\n]/.test(field) ? `"${field.replaceAll('"', '""')}"` : field)
