import { useState } from 'react'
import { z } from 'zod'
import { Refused, type ErrorCode } from '../../../domain/contract'
import { newKey, refusalCode, useClient } from '../../feed'
import { forgetKept, type GraphicDraft } from './useGraphicDraft'

const Problems = z.array(z.object({ elementId: z.string(), path: z.string(), code: z.string(), name: z.string() }))

export interface Saving {
  isSaving: boolean
  /** Why the last saving was refused. */
  code: ErrorCode | undefined
  /** How many places the core found wrong, where it told them. */
  wrongCount: number
  save(): Promise<void>
}

/** Sends what is drawn; what is drawn meanwhile stays unsaved. */
export function useSaving(draft: GraphicDraft): Saving {
  const client = useClient()
  const [isSaving, setIsSaving] = useState(false)
  const [refused, setRefused] = useState<{ code: ErrorCode; wrongCount: number }>()
  const { graphic, basedOn } = draft
  return {
    isSaving,
    code: refused?.code,
    wrongCount: refused?.wrongCount ?? 0,
    async save() {
      setIsSaving(true)
      setRefused(undefined)
      try {
        await client.call('graphic.save', { key: newKey(), graphic, basedOn })
        draft.saved(graphic, basedOn + 1)
        forgetKept(graphic.id)
      } catch (error) {
        const problems = error instanceof Refused ? Problems.safeParse(error.details?.['problems']).data : undefined
        setRefused({ code: refusalCode(error), wrongCount: problems?.length ?? 0 })
      }
      setIsSaving(false)
    },
  }
}
