import { beatEveryMs, type FromConsole, ToConsole } from './supervisorMessages'

/** So long a console waits for its supervisor's first word; it comes with the start. */
const welcomeWithinMs = 2_000

/** The console's end of the way to its supervisor; there is none in a console that a person has started. */
export interface SupervisorLink {
  /** Of the sign-in that a console before this one held when it died. */
  ticket: string | undefined
  keep(ticket: string | undefined): void
}

/** Greets the supervisor, if there is one, and beats from then on. */
export async function linkToSupervisor(): Promise<SupervisorLink | undefined> {
  if (!process.send) return undefined
  const tell = (message: FromConsole) => {
    // A supervisor that has died leaves a console that works on.
    if (process.connected) process.send?.(message, undefined, undefined, () => undefined)
  }
  const ticket = await new Promise<string | undefined>((resolve) => {
    const timer = setTimeout(() => resolve(undefined), welcomeWithinMs)
    process.once('message', (message) => {
      clearTimeout(timer)
      const welcome = ToConsole.safeParse(message)
      resolve(welcome.success ? welcome.data.ticket : undefined)
    })
  })
  tell({ type: 'beat' })
  setInterval(() => tell({ type: 'beat' }), beatEveryMs)
  return { ticket, keep: (kept) => tell({ type: 'ticket', ...(kept === undefined ? {} : { ticket: kept }) }) }
}
