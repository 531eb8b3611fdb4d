import { isMotionReduced } from '../../comfort/motion'
import type { Registry } from '../../feed'
import tokens from '../../theme/tokens.json'
import type { Colours } from '../../theme/theme'
import { DeviceColumns } from './scene/DeviceColumns'
import { MapStage, type StageEvents } from './scene/MapStage'
import { drawSymbolAtlas } from './scene/symbolAtlas'

export type KeptStage = { stage: MapStage; columns: DeviceColumns; events: { current: StageEvents } }

type Kept = KeptStage & { element: HTMLDivElement }

let kept: Kept | undefined
let opening: { registry: Registry; made: Promise<Kept> } | undefined

/**
 * The one map of this window, put into `host`. A pane that is closed and opened again gets the same map back: graphics contexts are few,
 * and making a new one each time is how maps go black (field lesson 10). Another registry means another map.
 */
export async function openStage(
  registry: Registry,
  host: HTMLElement,
  look: { colours: Colours; isPlain: boolean },
): Promise<KeptStage> {
  if (opening?.registry !== registry) opening = { registry, made: makeStage(registry, host, look) }
  const stage = await opening.made
  host.append(stage.element)
  return stage
}

async function makeStage(
  registry: Registry,
  host: HTMLElement,
  { colours, isPlain }: { colours: Colours; isPlain: boolean },
): Promise<Kept> {
  const symbols = [...new Set([...registry.types.values()].map(({ symbol }) => symbol))]
  const atlas = await drawSymbolAtlas(symbols)
  kept?.stage.destroy()
  kept?.element.remove()
  const symbolOfType = registry.devices.typeIds.map((id) =>
    Math.max(0, symbols.indexOf(registry.types.get(id)?.symbol ?? '')),
  )
  const columns = new DeviceColumns(registry.devices, registry.geometry, registry.geometry.centre, symbolOfType)
  const element = document.createElement('div')
  Object.assign(element.style, { position: 'absolute', inset: '0' })
  host.append(element)
  const events: { current: StageEvents } = {
    current: { onPick: () => {}, onHover: () => {}, onCamera: () => {} },
  }
  const stage = new MapStage(element, {
    geometry: registry.geometry,
    columns,
    atlas,
    colours,
    isPlain,
    fontFamily: tokens.font.family,
    isReducedMotion: isMotionReduced(),
    onPick: (...picked) => events.current.onPick(...picked),
    onHover: (...hovered) => events.current.onHover(...hovered),
    onCamera: (...moved) => events.current.onCamera(...moved),
  })
  kept = { stage, columns, element, events }
  return kept
}

/** Takes the map off the page and keeps it for the next pane. */
export function putStageAway(host: HTMLElement): void {
  if (kept?.element.parentElement === host) kept.element.remove()
}
