/** What a spreadsheet may take for the beginning of a formula. */
const formula = /^[=+\-@\t\r]/
const number = /^-?\d+(?:\.\d+)?$/

/** A cell as it is written: what a spreadsheet would calculate is a text to it, by a quote in front. */
export const escapeCell = (text: string): string => (formula.test(text) && !number.test(text) ? `'${text}` : text)

/** The other way round; a quote before anything else is part of the text. */
export const unescapeCell = (text: string): string => (/^'[=+\-@\t\r]/.test(text) ? text.slice(1) : text)
