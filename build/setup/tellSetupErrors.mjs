import { SetupError } from './SetupError.mjs'

/**
 * Runs a program to its end; what a person can mend is told in a sentence instead of a stack.
 *
 * @param {() => Promise<unknown>} main a number that it resolves to is the exit code
 */
export async function tellSetupErrors(main) {
  try {
    const code = await main()
    if (typeof code === 'number') process.exitCode = code
  } catch (error) {
    if (!(error instanceof SetupError)) throw error
    console.error(error.message)
    process.exitCode = 1
  }
}
