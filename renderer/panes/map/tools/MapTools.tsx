import { Box, Compass, Maximize, Minus, MousePointer2, Plus, Ruler, type LucideIcon } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { useFormat } from '../../../i18n'
import { useCamera } from '../cameraStore'
import type { MapStage } from '../scene/MapStage'
import { roundScale } from './scale'
import styles from './MapTools.module.css'

export type MapTool = 'select' | 'measure'

/** Tools at the lower left: pick or measure, and the camera. */
export function MapTools({ stage, tool, onTool }: { stage: MapStage; tool: MapTool; onTool(tool: MapTool): void }) {
  const { t } = useTranslation('map')
  const bearing = useCamera((state) => Math.round(state?.camera.bearing ?? 0))
  const isTilted = useCamera((state) => (state?.camera.pitch ?? 0) > 5)
  return (
    <div className={styles.tools} role="toolbar" aria-label={t('tools.title')}>
      <Tool icon={MousePointer2} label={t('tools.select')} isOn={tool === 'select'} onClick={() => onTool('select')} />
      <Tool icon={Ruler} label={t('tools.measure')} isOn={tool === 'measure'} onClick={() => onTool('measure')} />
      <Tool
        icon={Box}
        label={t(isTilted ? 'tools.flat' : 'tools.tilted')}
        isOn={isTilted}
        onClick={() => stage.setTilted(!isTilted)}
      />
      <Tool icon={Plus} label={t('tools.zoomIn')} onClick={() => stage.zoomBy(1)} />
      <Tool icon={Minus} label={t('tools.zoomOut')} onClick={() => stage.zoomBy(-1)} />
      <Tool icon={Maximize} label={t('tools.showAll')} onClick={() => stage.showAll()} />
      <Tool icon={Compass} label={t('tools.north')} turnedBy={-bearing} onClick={() => stage.turnNorth()} />
    </div>
  )
}

function Tool({
  icon: Icon,
  label,
  isOn,
  turnedBy,
  onClick,
}: {
  icon: LucideIcon
  label: string
  isOn?: boolean
  turnedBy?: number
  onClick(): void
}) {
  return (
    <button
      type="button"
      className={isOn ? styles.toolOn : styles.tool}
      title={label}
      aria-label={label}
      aria-pressed={isOn}
      onClick={onClick}
    >
      <Icon
        size={16}
        strokeWidth={1.5}
        style={turnedBy === undefined ? undefined : { transform: `rotate(${turnedBy - 45}deg)` }}
      />
    </button>
  )
}

/** Scale at the lower right: true in the middle of the map. */
export function ScaleBar() {
  const { t } = useTranslation('map')
  const format = useFormat()
  const metresPerPixel = useCamera((state) => state?.projector.metresPerPixel)
  if (metresPerPixel === undefined) return undefined
  const { metres, px } = roundScale(metresPerPixel, 120)
  const label = metres >= 1000 ? `${format.number(metres / 1000)} km` : `${format.number(metres, metres < 1 ? 1 : 0)} m`
  return (
    <div className={styles.scale} aria-label={t('tools.scale')}>
      <span className={styles.bar} style={{ width: px }} />
      {label}
    </div>
  )
}

/** How the map is looked at, in words: 2.5D · 24° west of north. */
export function ViewWords() {
  const { t } = useTranslation('map')
  const bearing = useCamera((state) => Math.round(state?.camera.bearing ?? 0))
  const isTilted = useCamera((state) => (state?.camera.pitch ?? 0) > 5)
  const turn =
    bearing === 0 ? t('view.north') : t(bearing < 0 ? 'view.west' : 'view.east', { degrees: Math.abs(bearing) })
  return <span>{`${isTilted ? '2.5D' : '2D'} · ${turn}`}</span>
}
