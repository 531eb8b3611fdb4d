import { createContext, type ReactNode, useContext, useMemo } from 'react'
import { useForwarding } from '../forwarding/useForwarding'

/** Names of forwarding targets by id; none for who may not see them. */
export type TargetNames = ReadonlyMap<string, string>

const none: TargetNames = new Map()
const Names = createContext(none)

export const useTargetNames = (): TargetNames => useContext(Names)

/** Lets all that is shown of a rule name the targets that it forwards to: asked for once, another map only when a name is another one. */
export function WithTargetNames({ children }: { children: ReactNode }) {
  const answer = useForwarding()
  const pairs = answer.status === 'ready' ? answer.facts.routes.map(({ id, name }) => `${id}\n${name}`).join('\r') : ''
  const names = useMemo(() => namesIn(pairs), [pairs])
  return <Names value={names}>{children}</Names>
}

const namesIn = (pairs: string): TargetNames =>
  pairs === ''
    ? none
    : new Map(
        pairs.split('\r').map((pair) => {
          const end = pair.indexOf('\n')
          return [pair.slice(0, end), pair.slice(end + 1)]
        }),
      )
