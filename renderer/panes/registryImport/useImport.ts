import { useState } from 'react'
import type { ErrorCode } from '../../../domain/contract'
import {
  mostImportBytes,
  type ImportPreview,
  type RegistryProblem,
} from '../../../domain/contract/calls/registryEditing'
import { newKey, refusalCode, useClient } from '../../feed'
import { problemsOf } from '../../registry/problems'
import { formatOf } from './importFile'

export type ImportState =
  | { step: 'idle' }
  | { step: 'reading'; file: string }
  /** The file as a whole was not taken. */
  | { step: 'refused'; file: string; why: ErrorCode | 'format'; problems: readonly RegistryProblem[] }
  | { step: 'preview'; file: string; preview: ImportPreview; code?: ErrorCode }
  | { step: 'applied'; file: string; preview: ImportPreview }

export interface Import {
  state: ImportState
  read(file: File): Promise<void>
  apply(): Promise<void>
  /** Lets go of the file; what is being written goes on. */
  drop(): void
}

/** One file on its way into the registry: read and held against it by the core, looked at, then written whole or not at all. */
export function useImport(): Import {
  const client = useClient()
  const [state, setState] = useState<ImportState>({ step: 'idle' })
  return {
    state,
    async read(file) {
      const format = formatOf(file.name)
      const refuse = (why: ErrorCode | 'format', problems: readonly RegistryProblem[] = []) =>
        setState({ step: 'refused', file: file.name, why, problems })
      if (!format) return refuse('format')
      if (file.size > mostImportBytes) return refuse('tooLarge')
      setState({ step: 'reading', file: file.name })
      try {
        const content = new Uint8Array(await file.arrayBuffer())
        const preview = await client.call('registry.previewImport', { format, fileName: file.name, content })
        setState({ step: 'preview', file: file.name, preview })
      } catch (error) {
        refuse(refusalCode(error), problemsOf(error))
      }
    },
    async apply() {
      if (state.step !== 'preview') return
      const { file, preview } = state
      setState({ step: 'applied', file, preview })
      try {
        await client.call('registry.applyImport', { key: newKey(), importId: preview.importId })
      } catch (error) {
        setState({ step: 'preview', file, preview, code: refusalCode(error) })
      }
    },
    drop() {
      if (state.step === 'preview') {
        // It goes by itself when the core is not there to hear of it.
        client.call('registry.dropImport', { importId: state.preview.importId }).catch(() => {})
      }
      setState({ step: 'idle' })
    },
  }
}
