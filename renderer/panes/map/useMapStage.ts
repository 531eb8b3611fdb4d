import { useEffect, useRef, useState, type RefObject } from 'react'
import { useHub, type Registry } from '../../feed'
import type { Colours } from '../../theme/theme'
import { useSupervision } from '../../supervision/useSupervision'
import type { StageEvents } from './scene/MapStage'
import { openStage, putStageAway, type KeptStage } from './stageKeeper'

/**
 * Puts the window's map into the pane and keeps its devices level with the feed. States go from the feed into the columns and from there to the
 * graphics card; React hears nothing of them.
 *
 * @returns the stage once its symbols are drawn
 */
export function useMapStage(
  host: RefObject<HTMLElement | null>,
  registry: Registry,
  colours: Colours,
  events: StageEvents,
): KeptStage | undefined {
  const hub = useHub()
  const [kept, setKept] = useState<KeptStage>()
  const isPlain = (useSupervision()?.graphics ?? 'full') !== 'full'
  const latest = useRef({ colours, isPlain, events })
  latest.current = { colours, isPlain, events }

  useEffect(() => {
    const element = host.current
    if (!element) return
    let isGone = false
    let stop = () => {}
    void openStage(registry, element, latest.current).then((opened) => {
      if (isGone) return
      opened.events.current = {
        onPick: (...args) => latest.current.events.onPick(...args),
        onHover: (...args) => latest.current.events.onHover(...args),
        onCamera: (...args) => latest.current.events.onCamera(...args),
      }
      const states = hub.deviceStates()
      const follow = () => {
        const { bytes, changed } = states.getState()
        opened.columns.setStates(changed ?? everyRow(bytes.length), changed ? pick(bytes, changed) : bytes)
        opened.stage.devicesChanged()
      }
      follow()
      stop = states.subscribe(follow)
      setKept(opened)
    })
    return () => {
      isGone = true
      stop()
      putStageAway(element)
      setKept(undefined)
    }
  }, [host, hub, registry])

  useEffect(() => kept?.stage.setColours(colours), [kept, colours])
  useEffect(() => kept?.stage.setPlain(isPlain), [kept, isPlain])
  return kept
}

const everyRow = (count: number): Uint32Array => Uint32Array.from({ length: count }, (_, row) => row)
const pick = (bytes: Uint8Array, rows: Uint32Array): Uint8Array => Uint8Array.from(rows, (row) => bytes[row] ?? 0)
