import { useState, type CSSProperties, type DragEvent } from 'react'
import { useTranslation } from 'react-i18next'
import { groupsOf, panesOf, type Drop, type PaneGroup, type PaneId, type Rectangle } from '../../../layouts'
import { paneFacts } from '../paneFacts'
import { carryDraft, dropAt, isDraftDrag, readDraftDrag } from './draftDrag'
import type { DraftDisplay } from './draft'
import type { DrawnDisplay } from './places'
import type { TileActions } from './tileActions'
import styles from './Miniature.module.css'

interface Props extends TileActions {
  /** From 0. */
  number: number
  display: DraftDisplay
  drawn: DrawnDisplay
  /** CSS px in the miniature. */
  area: Rectangle
  scale: number
}

/** Strips above and below the panes, CSS px of the real display. */
const bandPx = 80
const statusPx = 24

/** Room around a display for its caption, so that displays that touch on the desk do not cover each other's. */
const capPx = 26
const gapPx = 6

/** The largest rectangle of the same shape inside the area, under its caption. */
function framed({ x, y, width, height }: Rectangle): Rectangle {
  const share = Math.max(0, Math.min((width - 2 * gapPx) / width, (height - capPx - gapPx) / height))
  return { x: x + (width * (1 - share)) / 2, y: y + capPx, width: width * share, height: height * share }
}

const placed = ({ x, y, width, height }: Rectangle): CSSProperties => ({ left: x, top: y, width, height })

/** One display of the miniature: its bands, which no layout can remove, and its groups of panes. */
export function DisplayTile({ number, display, drawn, area, scale, ...rest }: Props) {
  const { t } = useTranslation(['layouts', 'shell'])
  const { chosen, onChoose, onPlace } = rest
  const [isOver, setIsOver] = useState(false)
  const frame = framed(area)
  const shrunk = (scale * frame.width) / area.width
  const band = bandPx * shrunk
  const status = statusPx * shrunk
  const room = { x: 0, y: band, width: frame.width, height: Math.max(0, frame.height - band - status) }
  const groups = display.panes ? groupsOf(display.panes, room) : []
  const isChosen = chosen?.display === number
  const { width, height } = drawn.bounds
  return (
    <section
      className={`${styles.display} ${isChosen ? styles.chosenDisplay : ''}`}
      style={placed(frame)}
      aria-label={t('displayWith', {
        display: t('shell:display', { number: number + 1, role: t(`shell:displayRole.${display.role}`) }),
        count: display.panes ? panesOf(display.panes).length : 0,
      })}
    >
      <button type="button" className={styles.caption} onClick={() => onChoose({ display: number })}>
        <b className={styles.number}>{number + 1}</b>
        <span className={styles.role}>{t(`shell:displayRole.${display.role}`)}</span>
        <span className={styles.meta}>
          {Math.round(width * drawn.scaleFactor)} × {Math.round(height * drawn.scaleFactor)} ·{' '}
          {Math.round(drawn.scaleFactor * 100)} %{drawn.label === '' ? '' : ` · ${drawn.label}`}
        </span>
      </button>
      <div className={styles.band} style={{ height: band }} />
      {groups.map((group) => (
        <GroupTile key={group.panes[0]} number={number} group={group} {...rest} />
      ))}
      {groups.length === 0 && (
        <div
          className={`${styles.empty} ${isOver ? styles.over : ''}`}
          style={placed(room)}
          onDragOver={(event) => {
            if (!isDraftDrag(event)) return
            event.preventDefault()
            setIsOver(true)
          }}
          onDragLeave={() => setIsOver(false)}
          onDrop={(event) => {
            setIsOver(false)
            const dragged = readDraftDrag(event)
            if (dragged) onPlace(dragged.pane, { display: number, drop: 'tab' }, dragged.from)
          }}
        >
          {t('emptyDisplay')}
        </div>
      )}
      <div className={styles.status} style={{ height: status }} />
    </section>
  )
}

interface GroupProps extends Omit<Props, 'display' | 'drawn' | 'area' | 'scale'> {
  group: PaneGroup
}

function GroupTile({ number, group, chosen, onChoose, onPlace, onRemove }: GroupProps) {
  const [drop, setDrop] = useState<Drop>()
  const dropOf = (event: DragEvent) => dropAt(event.currentTarget.getBoundingClientRect(), event.clientX, event.clientY)
  return (
    <div
      className={styles.group}
      style={placed(group.area)}
      onDragOver={(event) => {
        if (!isDraftDrag(event)) return
        event.preventDefault()
        setDrop(dropOf(event))
      }}
      onDragLeave={(event) => {
        if (!(event.relatedTarget instanceof Node && event.currentTarget.contains(event.relatedTarget)))
          setDrop(undefined)
      }}
      onDrop={(event) => {
        setDrop(undefined)
        const dragged = readDraftDrag(event)
        if (dragged) onPlace(dragged.pane, { display: number, at: group.active, drop: dropOf(event) }, dragged.from)
      }}
    >
      <div className={styles.tabs}>
        {group.panes.map((pane) => (
          <PaneTile
            key={pane}
            pane={pane}
            number={number}
            isActive={pane === group.active}
            isChosen={chosen?.display === number && chosen.pane === pane}
            onChoose={onChoose}
            onRemove={onRemove}
          />
        ))}
      </div>
      {drop !== undefined && <div className={`${styles.drop} ${styles[drop]}`} />}
    </div>
  )
}

interface TileProps extends Pick<GroupProps, 'number' | 'onChoose' | 'onRemove'> {
  pane: PaneId
  isActive: boolean
  isChosen: boolean
}

function PaneTile({ pane, number, isActive, isChosen, onChoose, onRemove }: TileProps) {
  const { t } = useTranslation(['layouts', 'common'])
  const { icon: Icon } = paneFacts[pane]
  const name = t(`common:pane.${pane}`)
  return (
    <button
      type="button"
      className={[styles.tile, isActive && styles.activeTile, isChosen && styles.chosenTile].filter(Boolean).join(' ')}
      aria-pressed={isChosen}
      aria-label={t('tile', { pane: name, display: number + 1 })}
      draggable
      onDragStart={(event) => carryDraft(event, { pane, from: number })}
      onClick={() => onChoose({ display: number, pane })}
      onFocus={() => onChoose({ display: number, pane })}
      onKeyDown={(event) => {
        if (event.key === 'Delete' || event.key === 'Backspace') onRemove(number, pane)
      }}
    >
      <Icon size={14} strokeWidth={1.75} aria-hidden />
      <span className={styles.tileName}>{name}</span>
    </button>
  )
}
