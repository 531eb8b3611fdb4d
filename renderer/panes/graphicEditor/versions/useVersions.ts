import { useEffect, useState } from 'react'
import { type ErrorCode, type Graphic, GraphicId, type GraphicVersion } from '../../../../domain/contract'
import { shippedGraphics } from '../../../../domain/graphics/shipped'
import { refusalCode, useClient } from '../../../feed'

/** Stands for the drawing that comes with the product: it has no entry. */
export const asShipped = 'shipped'

export interface Versions {
  /** Newest first; `undefined` while they are read. */
  list: readonly GraphicVersion[] | undefined
  /** Whether the product brings a drawing under this id. */
  shipped: Graphic | undefined
  /** The one that is looked at; `undefined` while it is read, and where nothing is chosen. */
  graphic: Graphic | undefined
  code: ErrorCode | undefined
}

/**
 * What a graphic was, and one of its versions whole.
 *
 * @param stamp changes when there may be one more
 * @param chosen id of the entry to look at, or `asShipped`
 */
export function useVersions(id: string, stamp: string, chosen: string | undefined): Versions {
  const client = useClient()
  const [list, setList] = useState<readonly GraphicVersion[]>()
  const [read, setRead] = useState<{ entryId: string; graphic: Graphic }>()
  const [code, setCode] = useState<ErrorCode>()
  const shipped = shippedGraphics.find((graphic) => graphic.id === id)
  useEffect(() => {
    let isCurrent = true
    client.call('graphic.versions', { id: GraphicId.parse(id) }).then(
      ({ versions }) => isCurrent && setList(versions),
      (error: unknown) => isCurrent && setCode(refusalCode(error)),
    )
    return () => void (isCurrent = false)
    // oxlint-disable-next-line react/exhaustive-effect-dependencies -- a new version is one more to list
  }, [client, id, stamp])
  useEffect(() => {
    if (chosen === undefined || chosen === asShipped) return
    let isCurrent = true
    client.call('graphic.version', { id: GraphicId.parse(id), entryId: chosen }).then(
      ({ graphic }) => isCurrent && setRead({ entryId: chosen, graphic }),
      (error: unknown) => isCurrent && setCode(refusalCode(error)),
    )
    return () => void (isCurrent = false)
  }, [client, id, chosen])
  const graphic = chosen === asShipped ? shipped : read?.entryId === chosen ? read?.graphic : undefined
  return { list, shipped, graphic, code }
}
