import { useState } from 'react'
import type { ErrorCode } from '../../../domain/contract'
import { refusalCode } from '../../feed'

/** A deed on its way to the core, and why it was refused. */
export function useAsk() {
  const [isPending, setPending] = useState(false)
  const [code, setCode] = useState<ErrorCode>()
  const ask = async <T>(work: () => Promise<T>): Promise<T | undefined> => {
    setPending(true)
    setCode(undefined)
    try {
      return await work()
    } catch (error) {
      setCode(refusalCode(error))
      return undefined
    } finally {
      setPending(false)
    }
  }
  return { ask, isPending, code, clear: () => setCode(undefined) }
}
