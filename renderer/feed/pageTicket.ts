import type { Client, Session } from '../../domain/contract'

/** What a page in a browser goes on with after its link was lost. In memory only: a page that is loaded anew asks for the password. */
let ticket: string | undefined

export function keepTicket(session: Session): void {
  if (session.ticket !== undefined) ticket = session.ticket
  else if (!session.account) ticket = undefined
}

/** Goes on as who was signed in before the link was lost. A refusal leaves the way to the sign-in page, which the session's feed shows. */
export function resumeSession(client: Client): void {
  if (ticket === undefined) return
  const last = ticket
  ticket = undefined
  client.call('session.resume', { ticket: last }).then(keepTicket, () => {})
}
