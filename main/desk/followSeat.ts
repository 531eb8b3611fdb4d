import type { Account, Client, IncidentGrade, Right, Session, Setting } from '../../domain/contract'

/** Who works at the seat, with what main needs of him. */
export interface SeatPerson {
  account: Account
  rights: readonly string[]
  settings: readonly Setting[]
  seatId: string
}

export interface SeatListener {
  /** Somebody signed in, or his rights or settings changed; nobody after he signed out. */
  onPerson(person: SeatPerson | undefined): void
  /** Grades of all open incidents; not told while nobody may see them. */
  onIncidents(grades: readonly IncidentGrade[]): void
}

export const may = (person: SeatPerson | undefined, right: Right): boolean => person?.rights.includes(right) ?? false

/** Follows session, settings and incidents of the seat. A person is told once his settings and the seat are known, so that nothing is shown for a moment only. */
export function followSeat(client: Client, { onPerson, onIncidents }: SeatListener): () => void {
  let session: Session | undefined
  let stopFeeds: (() => void) | undefined
  let settings: Map<string, Setting> | undefined
  let seatId: string | undefined

  const tell = () => {
    const account = session?.account
    if (account && settings && seatId !== undefined)
      onPerson({ account, rights: session?.rights ?? [], settings: [...settings.values()], seatId })
  }

  const open = (): (() => void) => {
    const grades = new Map<string, IncidentGrade>()
    const stops = [
      client.on('setting.changed', {}, ({ isSnapshot, upserts, removes }) => {
        settings = new Map(isSnapshot ? [] : settings)
        for (const setting of upserts) settings.set(setting.id, setting)
        for (const id of removes) settings.delete(id)
        tell()
      }),
      client.on('incident.changed', {}, ({ isSnapshot, upserts, removes }) => {
        if (isSnapshot) grades.clear()
        for (const { id, state, grade } of upserts) {
          if (state === 'open') grades.set(id, grade)
          else grades.delete(id)
        }
        for (const id of removes) grades.delete(id)
        onIncidents([...grades.values()])
      }),
    ]
    return () => stops.forEach((stop) => stop())
  }

  const stopSession = client.on('session.changed', {}, (next) => {
    const isOther = next.account?.id !== session?.account?.id || isReady(next) !== isReady(session)
    session = next
    if (!isOther) return tell()
    stopFeeds?.()
    settings = undefined
    stopFeeds = isReady(next) ? open() : undefined
    if (!isReady(next)) onPerson(undefined)
  })
  const stopSeat = client.on('seat.changed', {}, (seat) => {
    if (seat.seatId === seatId) return
    seatId = seat.seatId
    tell()
  })
  return () => {
    stopSeat()
    stopSession()
    stopFeeds?.()
  }
}

/** Whoever must change the password first has no rights yet. */
const isReady = (session: Session | undefined): boolean => session?.rights.includes('view') ?? false
