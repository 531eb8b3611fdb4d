import { useEffect, useRef, useState, type PointerEvent, type WheelEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { ChevronLeft, ChevronRight, ZoomIn, ZoomOut } from 'lucide-react'
import { DeviceId } from '../../../domain/contract'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { seatNow, useNow, useRegistry, useSelection } from '../../feed'
import { useFormat } from '../../i18n'
import { Button, Empty, Pane, PaneTitle, SelectField } from '../../widgets'
import { ExportBar } from './ExportBar'
import type { Stretch } from './correctionDraft'
import { Corrections } from './Corrections'
import { Lane } from './Lane'
import {
  atNow,
  type Comparison,
  comparisons,
  lastSpan,
  panned,
  plotLeftPx,
  plotRightPx,
  spanOf,
  spans,
  type TimeRange,
  zoomed,
} from './timeRange'
import { isSamePoint, useCorrecting } from './useCorrecting'
import type { LanePoint } from './useSeries'
import styles from './TrendsPane.module.css'

/** More lanes than this are no more than stripes. */
const mostLanes = 8
const zoomStep = 1.5
/** A live range is read again so often at least, ms. */
const liveEveryMs = 5_000

/** A stretch with as much before and after it. */
const around = ({ fromMs, toMs }: Stretch): TimeRange => {
  const marginMs = Math.max(60_000, toMs - fromMs)
  return { fromMs: fromMs - marginMs, toMs: toMs + marginMs, isLive: false }
}

/** Several points over one stretch of time: moved by dragging, narrowed by the wheel, with the values at the pointer. */
export function TrendsPane() {
  const { t } = useTranslation(['trends', 'common'])
  const format = useFormat()
  const registry = useRegistry()
  const words = useAlarmWords()
  const now = useNow()
  const deviceId = DeviceId.safeParse(useSelection().deviceId).data
  const index = deviceId === undefined ? undefined : registry.deviceIndex(deviceId)
  const type = index === undefined ? undefined : registry.deviceType(index)
  const [points, setPoints] = useState<readonly LanePoint[]>([])
  const [range, setRange] = useState<TimeRange>(() => lastSpan(spans[1].ms, seatNow()))
  const [comparison, setComparison] = useState<Comparison>()
  const [cursorMs, setCursorMs] = useState<number>()
  const lanes = useRef<HTMLDivElement>(null)
  const drag = useRef<{ x: number; range: TimeRange }>(undefined)
  const correcting = useCorrecting(range)

  // A wide range need not be read anew for every few seconds that are added to it.
  const span = spanOf(range)
  useEffect(() => {
    if (!range.isLive) return
    const timer = setInterval(() => setRange((one) => atNow(one, seatNow())), Math.max(liveEveryMs, span / 600))
    return () => clearInterval(timer)
  }, [range.isLive, span])

  const shareOf = (event: { clientX: number }): number => {
    const box = lanes.current?.getBoundingClientRect()
    const widthPx = (box?.width ?? 0) - plotLeftPx - plotRightPx
    return box && widthPx > 0 ? Math.min(1, Math.max(0, (event.clientX - box.left - plotLeftPx) / widthPx)) : 1
  }
  const onPointerDown = (event: PointerEvent) => {
    if (event.shiftKey && correcting.point) correcting.beginDrawing(range.fromMs + shareOf(event) * spanOf(range))
    else drag.current = { x: event.clientX, range }
  }
  const onPointerUp = () => {
    drag.current = undefined
    correcting.endDrawing()
  }
  const onPointerMove = (event: PointerEvent) => {
    correcting.drawTo(range.fromMs + shareOf(event) * spanOf(range))
    const box = lanes.current?.getBoundingClientRect()
    if (drag.current && box && box.width > 0) {
      const widthPx = Math.max(1, box.width - plotLeftPx - plotRightPx)
      const byMs = ((drag.current.x - event.clientX) / widthPx) * spanOf(drag.current.range)
      setRange(panned(drag.current.range, byMs, seatNow()))
    }
    setCursorMs(range.fromMs + shareOf(event) * spanOf(range))
  }
  const onWheel = (event: WheelEvent) => {
    if (!event.ctrlKey && !event.altKey) return
    const aroundMs = range.fromMs + shareOf(event) * spanOf(range)
    setRange(zoomed(range, event.deltaY > 0 ? zoomStep : 1 / zoomStep, aroundMs, seatNow()))
  }
  const middle = (range.fromMs + range.toMs) / 2
  const add = (property: string) => {
    if (deviceId === undefined) return
    const point = { deviceId, property }
    setPoints((before) =>
      before.some((one) => isSamePoint(one, point)) ? before : [...before, point].slice(-mostLanes),
    )
  }
  const offered = type?.properties.filter(
    ({ id }) => deviceId !== undefined && !points.some((one) => isSamePoint(one, { deviceId, property: id })),
  )
  return (
    <Pane
      header={
        <PaneTitle
          title={t('common:pane.trends')}
          meta={`${format.moment(range.fromMs, now)} – ${range.isLive ? t('now') : format.moment(range.toMs, now)}`}
        />
      }
      toolbar={
        <>
          <SelectField<string>
            label={t('add')}
            isLabelHidden
            size="small"
            className={styles.add}
            value=""
            none={['', deviceId === undefined ? t('chooseDevice') : t('addOf', { device: words.device(deviceId) })]}
            options={offered?.map(({ id, name }) => [id, format.text(name)]) ?? []}
            isDisabled={!offered || offered.length === 0}
            onChange={add}
          />
          <span className={styles.spans} role="group" aria-label={t('span.title')}>
            {spans.map(({ id, ms }) => (
              <button
                key={id}
                type="button"
                className={styles.span}
                aria-pressed={range.isLive && Math.abs(span - ms) < 1_000}
                onClick={() => setRange(lastSpan(ms, seatNow()))}
              >
                {t(`span.${id}`)}
              </button>
            ))}
          </span>
          <Button
            size="small"
            look="plain"
            aria-label={t('back')}
            onClick={() => setRange(panned(range, -span / 2, seatNow()))}
          >
            <ChevronLeft size={14} aria-hidden />
          </Button>
          <Button
            size="small"
            look="plain"
            aria-label={t('forth')}
            disabled={range.isLive}
            onClick={() => setRange(panned(range, span / 2, seatNow()))}
          >
            <ChevronRight size={14} aria-hidden />
          </Button>
          <Button
            size="small"
            look="plain"
            aria-label={t('narrower')}
            onClick={() => setRange(zoomed(range, 1 / zoomStep, middle, seatNow()))}
          >
            <ZoomIn size={14} aria-hidden />
          </Button>
          <Button
            size="small"
            look="plain"
            aria-label={t('wider')}
            onClick={() => setRange(zoomed(range, zoomStep, middle, seatNow()))}
          >
            <ZoomOut size={14} aria-hidden />
          </Button>
          <SelectField<string>
            label={t('compare.title')}
            isLabelHidden
            size="small"
            value={comparison?.id ?? ''}
            none={['', t('compare.none')]}
            options={comparisons.map(({ id }) => [id, t(`compare.${id}`)])}
            onChange={(chosen) => setComparison(comparisons.find(({ id }) => id === chosen))}
          />
        </>
      }
      footer={<ExportBar points={points} range={range} />}
    >
      <div className={styles.parts}>
        <div
          ref={lanes}
          className={styles.lanes}
          onPointerDown={onPointerDown}
          onPointerUp={onPointerUp}
          onPointerMove={onPointerMove}
          onPointerLeave={() => {
            onPointerUp()
            setCursorMs(undefined)
          }}
          onWheel={onWheel}
        >
          {points.length === 0 && <Empty>{t('empty')}</Empty>}
          {points.map((point) => {
            const isCorrecting = correcting.point !== undefined && isSamePoint(correcting.point, point)
            return (
              <Lane
                key={`${point.deviceId} ${point.property}`}
                point={point}
                range={range}
                comparison={comparison}
                cursorMs={cursorMs}
                drawn={isCorrecting ? correcting.drawn : undefined}
                madeHere={correcting.madeHere}
                isCorrecting={isCorrecting}
                onCorrect={() => correcting.toggle(point)}
                onRemove={() => {
                  setPoints((before) => before.filter((one) => !isSamePoint(one, point)))
                  if (isCorrecting) correcting.close()
                }}
              />
            )
          })}
        </div>
        {correcting.point && correcting.draft && (
          <Corrections
            key={`${correcting.point.deviceId} ${correcting.point.property}`}
            point={correcting.point}
            draft={correcting.draft}
            onDraft={correcting.setDraft}
            onVisible={() => correcting.setStretch(range)}
            onShow={(stretch) => setRange(around(stretch))}
            onChanged={correcting.countChange}
            onClose={correcting.close}
          />
        )}
      </div>
    </Pane>
  )
}
