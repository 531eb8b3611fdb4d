import { useMemo, type CSSProperties } from 'react'
import { useTranslation } from 'react-i18next'
import { deviceStateCodes, type Alarm, type Building } from '../../../../domain/contract'
import { compareImportance } from '../../../alarms/rank'
import { select, useCollection, useRegistry } from '../../../feed'
import { useFormat } from '../../../i18n'
import { Sign, SystemIcon } from '../../../widgets'
import { useCamera } from '../cameraStore'
import { clusterMarks } from '../ink/clusterMarks'
import { floorSpanM, ringCentre } from '../scene/districtFeatures'
import type { ScreenPoint, Size } from '../scene/Projector'
import { fanFloors, floorMeaning } from './fanFloors'
import { fanLayout, slabSide, type FanSlab } from './fanLayout'
import styles from './FloorFan.module.css'

export interface FloorFanProps {
  building: Building
  /** Floor in the middle of the fan. */
  focus: number
  /** Floor on fire, when it is a fire: the floors around it get their meaning. */
  fireFloor: number | undefined
  alarms: readonly Alarm[]
  selectedDeviceId: string | undefined
  /** States by device row, read when the fan is drawn. */
  stateOf(index: number): number
  /** Size of the map, px. */
  size: Size
  onFocus(floor: number): void
}

/** Share of the map that the fan takes at its right, and how far it keeps from its top and foot, px. */
const widthShare = 0.36
const rimPx = { top: 56, foot: 52 }
const sidePx = 72
const markPx = 22
/** Height one storey needs to be read, px. */
const storeyPx = 128

export const fanWidthPx = ({ width }: Size): number => Math.round(Math.min(480, Math.max(300, width * widthShare)))

const sheetHeightPx = ({ height }: Size): number => Math.max(160, height - rimPx.top - rimPx.foot)
/** How many storeys the map has room for. */
export const fanCount = (size: Size): number => Math.max(3, Math.min(8, Math.floor(sheetHeightPx(size) / storeyPx)))

/** Storeys of the selected house, drawn in plan at the right of the map: the one in alarm in full, those above and below by what they mean. */
export function FloorFan({
  building,
  focus,
  fireFloor,
  alarms,
  selectedDeviceId,
  stateOf,
  size,
  onFocus,
}: FloorFanProps) {
  const { t } = useTranslation(['map', 'common'])
  const registry = useRegistry()
  const format = useFormat()
  const { items: people } = useCollection('people.changed')
  const bearing = useCamera((state) => state?.camera.bearing ?? 0)
  const sheet = { width: fanWidthPx(size), height: sheetHeightPx(size) }
  const floors = fanFloors(building, focus, fanCount(size))
  const slabs = fanLayout(building.footprint, bearing, floors, sheet, sidePx)
  const devices = useMemo(() => devicesByFloor(registry, building.id), [registry, building.id])
  const floorName = (floor: number) =>
    floor > 0 ? t('common:floor', { floor }) : t('common:basement', { floor: -floor })
  const alarmsOn = (floor: number) =>
    alarms.filter(({ deviceId }) => floorOfDevice(registry, deviceId) === floor).sort(compareImportance)
  const staffOn = (floor: number) =>
    [...people.values()].filter((person) => person.buildingId === building.id && person.floor === floor).length

  return (
    <div
      className={styles.fan}
      style={{ width: sheet.width, top: rimPx.top, height: sheet.height }}
      aria-label={t('fan.title', { name: format.text(building.name) })}
    >
      <Leaders building={building} floors={floors} slabs={slabs} size={size} left={size.width - sheet.width} />
      <svg className={styles.sheet} viewBox={`0 0 ${sheet.width} ${sheet.height}`}>
        {slabs.toReversed().map((slab) => {
          const worst = alarmsOn(slab.floor).find(({ state }) => state !== 'returned')?.priority
          const look = slab.floor === focus && worst === undefined ? styles.focused : styles.plain
          const ground =
            slab.floor === focus && worst !== undefined
              ? `var(--alarm-${worst}-tint)`
              : `var(--map-${building.businessType})`
          return (
            <g
              key={slab.floor}
              className={[styles.slab, look].join(' ')}
              onClick={() => onFocus(slab.floor)}
              style={delay(Math.abs(floors.indexOf(slab.floor) - floors.indexOf(focus)))}
            >
              <polygon className={styles.side} points={points(slabSide(slab.outline))} />
              <polygon
                className={styles.top}
                style={{
                  fill: ground,
                  ...(worst === undefined
                    ? {}
                    : { stroke: `var(--alarm-${worst}-edge)`, strokeWidth: slab.floor === focus ? 2 : 1 }),
                }}
                points={points(slab.outline)}
              />
            </g>
          )
        })}
      </svg>
      {slabs.map((slab) => {
        const meaning = floorMeaning(building, slab.floor, fireFloor)
        const worst = alarmsOn(slab.floor).find(({ state }) => state !== 'returned')?.priority
        const staff = staffOn(slab.floor)
        return (
          <div
            key={slab.floor}
            className={styles.words}
            style={delay(Math.abs(floors.indexOf(slab.floor) - floors.indexOf(focus)))}
          >
            <button
              type="button"
              className={slab.floor === focus ? styles.floorHere : styles.floor}
              style={{
                right: sheet.width - slab.left.x + 10,
                top: slab.left.y - 10,
                ...(worst === undefined ? {} : { color: `var(--alarm-${worst}-text)` }),
              }}
              onClick={() => onFocus(slab.floor)}
            >
              <span>{floorName(slab.floor)}</span>
              {meaning !== undefined && <span className={styles.meaning}>{t(`fan.${meaning}`)}</span>}
            </button>
            <span className={styles.aside} style={{ left: slab.right.x + 8, top: slab.right.y - 10 }}>
              {staff > 0
                ? t('fan.staff', { count: staff })
                : t('fan.devices', { count: devices.get(slab.floor)?.length ?? 0 })}
            </span>
            <Marks
              slab={slab}
              devices={(devices.get(slab.floor) ?? []).filter(
                (index) => slab.floor === focus || isWrong(stateOf(index)),
              )}
              alarms={alarmsOn(slab.floor)}
              selectedDeviceId={selectedDeviceId}
              stateOf={stateOf}
            />
          </div>
        )
      })}
    </div>
  )
}

/** Devices and alarm signs on one storey; marks that would cover each other stand as one. */
function Marks({
  slab,
  devices,
  alarms,
  selectedDeviceId,
  stateOf,
}: {
  slab: FanSlab
  devices: readonly number[]
  alarms: readonly Alarm[]
  selectedDeviceId: string | undefined
  stateOf(index: number): number
}) {
  const registry = useRegistry()
  const format = useFormat()
  const marks = devices
    .toSorted((a, b) => Number(isWrong(stateOf(b))) - Number(isWrong(stateOf(a))))
    .map((index) => ({ index, at: slab.place(registry.position(index)) }))
  const signs = clusterMarks(
    alarms.flatMap((alarm) => {
      const index = registry.deviceIndex(alarm.deviceId)
      return index === undefined ? [] : [{ alarm, at: slab.place(registry.position(index)) }]
    }),
    markPx,
  )
  const covered = (at: ScreenPoint) => signs.some((sign) => Math.hypot(sign.at.x - at.x, sign.at.y - at.y) < markPx)
  return (
    <>
      {clusterMarks(
        marks.filter(({ at }) => !covered(at)),
        markPx,
      ).map(({ top, members, at }) => {
        const id = registry.devices.ids[top.index]
        const state = stateOf(top.index)
        const look =
          state === deviceStateCodes.abnormal
            ? styles.abnormal
            : state === deviceStateCodes.offline
              ? styles.offline
              : styles.well
        const name = format.text({
          zh: registry.devices.namesZh[top.index] ?? '',
          en: registry.devices.namesEn[top.index] ?? '',
        })
        return (
          <button
            key={top.index}
            type="button"
            className={[styles.mark, look, id === selectedDeviceId && styles.selected].filter(Boolean).join(' ')}
            style={{ left: at.x, top: at.y }}
            title={members.length > 1 ? `${name} +${members.length - 1}` : name}
            onClick={() => id !== undefined && select({ deviceId: id })}
          >
            <SystemIcon symbol={registry.deviceType(top.index)?.symbol ?? ''} size={16} />
          </button>
        )
      })}
      {signs.map(({ top, members, at }) => (
        <button
          key={top.alarm.id}
          type="button"
          className={styles.sign}
          style={{ left: at.x, top: at.y }}
          onClick={() => select({ alarmId: top.alarm.id, deviceId: top.alarm.deviceId })}
        >
          <Sign priority={top.alarm.priority} state={top.alarm.state} size={26} />
          {members.length > 1 && <span className={styles.signCount}>{members.length}</span>}
        </button>
      ))}
    </>
  )
}

/** Two dotted lines from the house to the first and the last storey of the fan; they follow the camera. */
function Leaders({
  building,
  floors,
  slabs,
  size,
  left,
}: {
  building: Building
  floors: readonly number[]
  slabs: readonly FanSlab[]
  size: Size
  left: number
}) {
  const projector = useCamera((state) => state?.projector)
  const [first, last] = [slabs[0], slabs.at(-1)]
  const top = projector?.toScreen(ringCentre(building.footprint), floorSpanM(building, floors[0] ?? 1).topM)
  const foot = projector?.toScreen(
    ringCentre(building.footprint),
    Math.max(0, floorSpanM(building, floors.at(-1) ?? 1).bottomM),
  )
  if (!first || !last || !top || !foot || top.x > left || foot.x > left) return undefined
  return (
    <svg className={styles.leaders} style={{ left: -left, top: -rimPx.top, width: size.width, height: size.height }}>
      <line x1={top.x} y1={top.y} x2={left + first.left.x} y2={rimPx.top + first.left.y} />
      <line x1={foot.x} y1={foot.y} x2={left + last.left.x} y2={rimPx.top + last.left.y} />
    </svg>
  )
}

const isWrong = (state: number): boolean => state === deviceStateCodes.abnormal || state === deviceStateCodes.offline
const points = (ring: readonly ScreenPoint[]): string =>
  ring.map(({ x, y }) => `${x.toFixed(1)},${y.toFixed(1)}`).join(' ')
/** Storeys unfold from the one that matters outwards. */
const delay = (steps: number): CSSProperties => ({ animationDelay: `${steps * 24}ms` })

function floorOfDevice(registry: ReturnType<typeof useRegistry>, deviceId: string): number | undefined {
  const index = registry.deviceIndex(deviceId)
  return index === undefined ? undefined : registry.whereabouts(index).floor
}

function devicesByFloor(registry: ReturnType<typeof useRegistry>, buildingId: string): Map<number, number[]> {
  const floors = new Map<number, number[]>()
  const { buildings, buildingIds, floors: floorColumn } = registry.devices
  const building = buildingIds.findIndex((id) => id === buildingId)
  buildings.forEach((each, index) => {
    if (each !== building) return
    const floor = floorColumn[index] ?? 0
    floors.set(floor, [...(floors.get(floor) ?? []), index])
  })
  return floors
}
