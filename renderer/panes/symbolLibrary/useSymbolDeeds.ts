import { useState } from 'react'
import type { ErrorCode, GraphicSymbol, SymbolId } from '../../../domain/contract'
import { newKey, refusalCode, useClient } from '../../feed'

export interface SymbolDeeds {
  /** Why the last one was refused. */
  code: ErrorCode | undefined
  isPending: boolean
  /** @returns whether it was taken */
  save(symbol: GraphicSymbol, basedOn: number): Promise<boolean>
  offer(id: SymbolId, isOffered: boolean): Promise<boolean>
  remove(id: SymbolId): Promise<boolean>
  forget(): void
}

/** What people do about symbols, one at a time. */
export function useSymbolDeeds(): SymbolDeeds {
  const client = useClient()
  const [code, setCode] = useState<ErrorCode>()
  const [isPending, setIsPending] = useState(false)
  const attempt = async (work: () => Promise<unknown>): Promise<boolean> => {
    setIsPending(true)
    setCode(undefined)
    try {
      await work()
      return true
    } catch (error) {
      setCode(refusalCode(error))
      return false
    } finally {
      setIsPending(false)
    }
  }
  return {
    code,
    isPending,
    save: (symbol, basedOn) => attempt(() => client.call('graphicSymbol.save', { key: newKey(), symbol, basedOn })),
    offer: (id, isOffered) => attempt(() => client.call('graphicSymbol.offer', { key: newKey(), id, isOffered })),
    remove: (id) => attempt(() => client.call('graphicSymbol.remove', { key: newKey(), id })),
    forget: () => setCode(undefined),
  }
}
