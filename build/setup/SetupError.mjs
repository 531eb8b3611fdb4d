import { textOf } from '../messages.mjs'

/** Set-up cannot go on by itself; the message says in both languages what a person must do. */
export class SetupError extends Error {
  /**
   * @param {Parameters<typeof textOf>[0]} key
   * @param {Parameters<typeof textOf>[1]} [values]
   * @param {string} [details] lines below the message: a command to type, or what another program said
   */
  constructor(key, values, details) {
    super(details ? `${textOf(key, values)}\n${details}` : textOf(key, values))
    this.name = 'SetupError'
  }
}
