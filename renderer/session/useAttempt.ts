import { useState } from 'react'
import { Refused, type ErrorCode } from '../../domain/contract'
import { refusalCode } from '../feed'

export interface Attempt {
  isPending: boolean
  /** Why the last try was refused. */
  code: ErrorCode | undefined
  /** Until when the account is locked, UTC ms, if that was the reason and the core said so. */
  lockedUntilMs: number | undefined
  /** Runs `work`; answers whether it went through. */
  run(work: () => Promise<void>): Promise<boolean>
}

/** One try at a time, and the reason when it is refused. */
export function useAttempt(): Attempt {
  const [state, setState] = useState<Omit<Attempt, 'run'>>({
    isPending: false,
    code: undefined,
    lockedUntilMs: undefined,
  })
  return {
    ...state,
    async run(work) {
      setState({ isPending: true, code: undefined, lockedUntilMs: undefined })
      try {
        await work()
        setState({ isPending: false, code: undefined, lockedUntilMs: undefined })
        return true
      } catch (error) {
        const untilMs = error instanceof Refused ? error.details?.untilMs : undefined
        setState({
          isPending: false,
          code: refusalCode(error),
          lockedUntilMs: typeof untilMs === 'number' ? untilMs : undefined,
        })
        return false
      }
    },
  }
}
