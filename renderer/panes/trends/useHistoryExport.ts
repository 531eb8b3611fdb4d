import { useCallback, useEffect, useRef, useState } from 'react'
import { ErrorCode, type FeedFilter } from '../../../domain/contract'
import { useClient } from '../../feed'

type Wanted = FeedFilter<'history.exported'>

export type ExportState =
  | { status: 'idle' }
  | { status: 'running'; share: number; rows: number }
  | { status: 'done'; rows: number; name: string }
  | { status: 'failed'; code: ErrorCode }

/** Fetches an export piece by piece and saves it; cancelling it ends it at the core as well. */
export function useHistoryExport(): { state: ExportState; start(wanted: Wanted, name: string): void; cancel(): void } {
  const client = useClient()
  const [state, setState] = useState<ExportState>({ status: 'idle' })
  const stop = useRef<() => void>(undefined)
  const cancel = useCallback(() => {
    stop.current?.()
    stop.current = undefined
    setState({ status: 'idle' })
  }, [])
  useEffect(() => () => stop.current?.(), [])
  const start = useCallback(
    (wanted: Wanted, name: string) => {
      const pieces: Uint8Array<ArrayBuffer>[] = []
      setState({ status: 'running', share: 0, rows: 0 })
      stop.current = client.on(
        'history.exported',
        wanted,
        ({ bytes, rows, share, isLast }) => {
          pieces.push(new Uint8Array(bytes))
          if (!isLast) return setState({ status: 'running', share, rows })
          stop.current?.()
          stop.current = undefined
          save(pieces, name, wanted.format)
          setState({ status: 'done', rows, name })
        },
        (code) => {
          stop.current = undefined
          setState({ status: 'failed', code: ErrorCode.safeParse(code).data ?? 'internal' })
        },
      )
    },
    [client],
  )
  return { state, start, cancel }
}

function save(pieces: readonly Uint8Array<ArrayBuffer>[], name: string, format: Wanted['format']): void {
  const type = format === 'csv' ? 'text/csv' : 'application/vnd.apache.parquet'
  const url = URL.createObjectURL(new Blob([...pieces], { type }))
  const link = document.createElement('a')
  link.href = url
  link.download = name
  link.click()
  URL.revokeObjectURL(url)
}
