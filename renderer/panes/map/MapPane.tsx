import 'maplibre-gl/dist/maplibre-gl.css'
import { useCallback, useEffect, useMemo, useRef, useState, type RefObject } from 'react'
import { useTranslation } from 'react-i18next'
import { Radio } from 'lucide-react'
import type { LngLat } from '../../../domain/contract'
import { AlarmCard, type ChosenPerson } from '../../alarm-card/AlarmCard'
import { compareImportance, isAside, isSettled } from '../../alarms/rank'
import { reveal, select, useCollection, useLocateCount, useRegistry, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { useShownPlace } from '../../shows/shownPlace'
import { useColours } from '../../theme/theme'
import { DevicePanel } from '../device/DevicePanel'
import { Breadcrumb } from './Breadcrumb'
import { cameraMoved } from './cameraStore'
import { FloorFan, fanCount, fanWidthPx } from './floor-fan/FloorFan'
import { fanFloors, floorsOf } from './floor-fan/fanFloors'
import { HoverTip } from './HoverTip'
import type { Picked } from './ink/inkModel'
import { LayerColumn } from './layers/LayerColumn'
import { useLayerChoice } from './layers/useLayerChoice'
import type { ScreenPoint, Size } from './scene/Projector'
import { MapTools, ScaleBar, ViewWords, type MapTool } from './tools/MapTools'
import { wayLengthM } from './tools/scale'
import { useInk } from './useInk'
import { useMapStage } from './useMapStage'
import { useMovingDevices } from './useMovingDevices'
import { useTarget } from './useTarget'
import styles from './MapPane.module.css'

/** The map itself wants so much width before the layer column unfolds beside it; a pane narrower than the second leaves the card to others. */
const columnFromPx = 880
const cardFromPx = 1_080
const cardPx = 384
const fanFromPx = 620
const noPeople: readonly ChosenPerson[] = []

/** The district from above: houses, devices, people and alarms; what is selected in detail at the right. */
export function MapPane() {
  const { t } = useTranslation('map')
  const format = useFormat()
  const registry = useRegistry()
  const colours = useColours()
  const selection = useSelection()
  const locateCount = useLocateCount()
  const target = useTarget()
  const { items: alarms } = useCollection('alarm.changed')
  const [choice, choose] = useLayerChoice(registry)
  const [foldedByHand, setFolded] = useState<boolean>()
  const [tool, setTool] = useState<MapTool>('select')
  const [measured, setMeasured] = useState<readonly LngLat[]>([])
  const [hovered, setHovered] = useState<{ picked: Picked; at: ScreenPoint }>()
  const [chosen, setChosen] = useState<readonly ChosenPerson[]>(noPeople)
  const [fan, setFan] = useState<{ buildingId: string; floor?: number; isClosed?: boolean }>()
  const pane = useRef<HTMLDivElement>(null)
  const area = useRef<HTMLDivElement>(null)
  const host = useRef<HTMLDivElement>(null)
  const paneSize = useSize(pane)
  const size = useSize(area)

  const kept = useMapStage(host, registry, colours, {
    onPick(picked, _at, lngLat) {
      if (tool === 'measure') setMeasured((corners) => [...corners, lngLat])
      else if (picked) pickThing(picked)
      else select({})
    },
    onHover: (picked, at) => setHovered(picked && { picked, at }),
    onCamera: cameraMoved,
  })

  const pickThing = (picked: Picked) => {
    setFan(undefined)
    switch (picked.kind) {
      case 'alarm': {
        const deviceId = alarms.get(picked.id)?.deviceId
        return select({ alarmId: picked.id, ...(deviceId === undefined ? {} : { deviceId }) })
      }
      case 'alarms': {
        const [first] = picked.ids
        const deviceId = alarms.get(first ?? '')?.deviceId
        kept?.stage.comeCloser(picked.lngLat)
        return first === undefined
          ? undefined
          : select({ alarmId: first, ...(deviceId === undefined ? {} : { deviceId }) })
      }
      case 'device': {
        const deviceId = registry.devices.ids[picked.index]
        return deviceId === undefined ? undefined : select({ deviceId })
      }
      case 'person':
        return select({ personId: picked.id })
      case 'incident':
        select({ incidentId: picked.id })
        return reveal('dispatch')
      case 'building':
        return select({ buildingId: picked.id })
    }
  }

  const { building } = target
  const ownAlarms = useMemo(
    () =>
      [...alarms.values()]
        .filter((alarm) => {
          if (isAside(alarm)) return false
          const { deviceId } = alarm
          const index = registry.deviceIndex(deviceId)
          return (
            building !== undefined && index !== undefined && registry.whereabouts(index).building?.id === building.id
          )
        })
        .sort(compareImportance),
    [alarms, building, registry],
  )
  const floorOf = (deviceId: string | undefined) => {
    const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
    return index === undefined ? undefined : registry.whereabouts(index).floor
  }
  const standing = target.alarm ?? ownAlarms.find((alarm) => !isSettled(alarm))
  const alarmFloor = standing && !isSettled(standing) ? floorOf(standing.deviceId) : undefined
  const isFire = standing !== undefined && registry.alarmDefinition(standing)?.incidentType === 'fire'
  const ownFan = fan?.buildingId === building?.id ? fan : undefined
  const focus = ownFan?.floor ?? target.floor ?? alarmFloor ?? 1
  const isFanOpen =
    building !== undefined && floorsOf(building).length > 2 && ownFan?.isClosed !== true && size.width >= fanFromPx
  const stateOf = useCallback((index: number) => kept?.columns.stateOf(index) ?? 0, [kept])

  const ink = useInk(choice, chosen, measured, building?.id)
  useEffect(() => kept?.stage.setInk(ink), [kept, ink])
  useEffect(() => kept?.stage.setEmphasis({ buildingId: building?.id, alarmFloor }), [kept, building, alarmFloor])
  useEffect(() => {
    if (!kept) return
    const types = registry.devices.typeIds.flatMap((id, at) => (choice.shownTypes.includes(id) ? [at] : []))
    kept.columns.showTypes(new Set(types))
    kept.stage.devicesChanged()
  }, [kept, registry, choice.shownTypes])
  useMovingDevices(kept, registry, choice.shownTypes)
  useEffect(() => kept?.stage.setCursor(tool === 'measure' ? 'crosshair' : ''), [kept, tool])

  const goTo = useRef(() => {})
  goTo.current = () => {
    if (target.lngLat) kept?.stage.goTo(target.lngLat, isFanOpen ? [-fanWidthPx(size) / 2, 0] : [0, 0])
  }
  useEffect(() => {
    if (kept && locateCount > 0) goTo.current()
  }, [locateCount, kept])

  const shown = useShownPlace()
  useEffect(() => {
    if (kept && shown) kept.stage.standAt({ ...shown, centre: shown.lngLat })
  }, [kept, shown])

  const stepBack = () => {
    if (measured.length > 0 || tool === 'measure') {
      setMeasured([])
      setTool('select')
    } else if (isFanOpen) setFan({ buildingId: building.id, isClosed: true })
    else if (Object.keys(selection).length > 0) select({})
  }

  const hasCard =
    paneSize.width >= cardFromPx &&
    (target.alarm !== undefined || target.deviceId !== undefined || building !== undefined)
  const onEscape = useRef(stepBack)
  onEscape.current = stepBack
  useEffect(() => {
    const onKey = (event: KeyboardEvent) => {
      if (event.key !== 'Escape' || event.isComposing || event.defaultPrevented) return
      const isOurs =
        event.target === document.body || (event.target instanceof Node && pane.current?.contains(event.target))
      if (isOurs) onEscape.current()
    }
    addEventListener('keydown', onKey)
    return () => removeEventListener('keydown', onKey)
  }, [])

  const isFolded = foldedByHand ?? paneSize.width - (hasCard ? cardPx : 0) < columnFromPx
  return (
    <div ref={pane} className={styles.pane}>
      <LayerColumn choice={choice} onChoose={choose} isFolded={isFolded} onFold={setFolded} />
      <div ref={area} className={styles.area}>
        <div ref={host} className={styles.host} />
        {isFanOpen && kept && (
          <FloorFan
            key={building.id}
            building={building}
            focus={focus}
            fireFloor={isFire ? alarmFloor : undefined}
            alarms={ownAlarms}
            selectedDeviceId={target.deviceId}
            stateOf={stateOf}
            size={size}
            onFocus={(floor) => setFan({ buildingId: building.id, floor })}
          />
        )}
        <Breadcrumb
          target={target}
          floor={isFanOpen ? focus : target.floor}
          fanned={
            isFanOpen
              ? { shown: fanFloors(building, focus, fanCount(size)).length, total: floorsOf(building).length }
              : undefined
          }
        />
        <div className={styles.view}>
          <Radio size={14} strokeWidth={1.5} />
          <span>{t('view.live')}</span>
          <ViewWords />
        </div>
        {measured.length > 0 && (
          <output className={styles.measured}>
            {t('tools.length', { metres: format.number(wayLengthM(measured)) })}
          </output>
        )}
        {kept && (
          <MapTools
            stage={kept.stage}
            tool={tool}
            onTool={(next) => {
              setTool(next)
              setMeasured([])
            }}
          />
        )}
        <ScaleBar />
        {hovered && <HoverTip picked={hovered.picked} at={hovered.at} stateOf={stateOf} />}
      </div>
      {hasCard && target.alarm && <AlarmCard alarm={target.alarm} onChosen={setChosen} onClose={() => select({})} />}
      {hasCard && !target.alarm && (
        <aside className={styles.card}>
          <DevicePanel onClose={() => select({})} />
        </aside>
      )}
    </div>
  )
}

/** Size of an element in CSS pixels, kept up to date. */
function useSize(element: RefObject<HTMLElement | null>): Size {
  const [size, setSize] = useState<Size>({ width: 0, height: 0 })
  useEffect(() => {
    const { current } = element
    if (!current) return
    const observer = new ResizeObserver(() => setSize({ width: current.clientWidth, height: current.clientHeight }))
    observer.observe(current)
    return () => observer.disconnect()
  }, [element])
  return size
}
