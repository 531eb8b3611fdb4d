import type { Colours } from '../../../theme/theme'
import type { Projector, ScreenPoint } from '../scene/Projector'
import { clusterMarks, type MarkCluster } from './clusterMarks'
import type { InkAlarm, InkHit, InkIncident, InkLabel, InkModel, InkPerson } from './inkModel'
import { boxAround, placeLabels, type Box, type LabelWish } from './placeLabels'
import type { Sprite, Sprites } from './Sprites'

/** How the ink looks right now, apart from what it tells. */
export type InkLook = {
  colours: Colours
  fontFamily: string
  zoom: number
  /** Half of each second in which unacknowledged signs are filled; all signs of the house share it. */
  isBlinkOn: boolean
  /** No blinking: a steady ring instead. */
  isReducedMotion: boolean
}

type Onscreen<T> = { item: T; at: ScreenPoint }

const alarmSizePx = 28
const alarmDiscPx = 17
const personSizePx = 16
const personDiscPx = 12
/** Below this zoom people who are free are dots, and below the next they have no names. Whoever is on a task is always drawn in full. */
const personDiscZoom = 17
const personNameZoom = 17.8
/** How far outside of the picture a mark is still drawn, so that it does not pop at the rim. */
const marginPx = 40

/** Prints labels, people, incidents and alarms over the map, in this order, and says where the pointer finds them. */
export class InkPainter {
  private standing: ReadonlySet<string> = new Set()

  constructor(
    private readonly context: CanvasRenderingContext2D,
    private readonly sprites: Sprites,
  ) {}

  paint(model: InkModel, projector: Projector, look: InkLook): InkHit[] {
    const { pixelRatio } = this.sprites
    this.context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0)
    this.context.clearRect(0, 0, projector.size.width, projector.size.height)
    const alarms = clusterMarks(onscreen(model.alarms, projector), alarmDiscPx * 1.6)
    const people = this.peopleClusters(model, projector, look)
    const incidents = onscreen(model.incidents, projector).map(({ item, at }) => ({
      item,
      at: { x: at.x, y: at.y - alarmDiscPx * 2 },
    }))
    const taken = [
      ...alarms.map(({ at }) => boxAround(at.x, at.y, alarmDiscPx * 2, alarmDiscPx * 2)),
      ...people
        .filter(({ top }) => !isDot(top.item, look))
        .map(({ at }) => boxAround(at.x, at.y, personDiscPx * 2, personDiscPx * 2)),
      ...incidents.map(({ at }) => boxAround(at.x, at.y, 30, 30)),
    ]
    this.paintMeasured(model, projector, look)
    this.paintLabels(model, people, projector, look, taken)
    const hits = [
      ...people.map((cluster) => this.paintPerson(cluster, model, look)),
      ...incidents.map((incident) => this.paintIncident(incident, model, look)),
      ...alarms.toReversed().map((cluster) => this.paintAlarm(cluster, model, look)),
    ]
    this.paintDevice(model, projector, look)
    return hits.reverse()
  }

  private peopleClusters(model: InkModel, projector: Projector, look: InkLook): MarkCluster<Onscreen<InkPerson>>[] {
    const rank = ({ id, note, duty }: InkPerson) =>
      (id === model.selected.personId ? 4 : 0) + (note === undefined ? 0 : 2) + (duty === 'tasked' ? 1 : 0)
    const people = onscreen(
      model.people.toSorted((a, b) => rank(b) - rank(a)),
      projector,
    )
    const isSmall = ({ item }: Onscreen<InkPerson>) => isDot(item, look) && rank(item) < 2
    return [
      ...people.filter(isSmall).map((top) => ({ top, members: [top], at: top.at })),
      ...clusterMarks(
        people.filter((person) => !isSmall(person)),
        personDiscPx * 1.7,
      ),
    ]
  }

  private paintLabels(
    model: InkModel,
    people: MarkCluster<Onscreen<InkPerson>>[],
    projector: Projector,
    look: InkLook,
    taken: readonly Box[],
  ): void {
    const sprites = new Map<string, Sprite>()
    const wishes: LabelWish[] = []
    const wish = (
      id: string,
      sprite: Sprite | undefined,
      at: ScreenPoint,
      priority: number,
      offsets: LabelWish['offsets'],
    ) => {
      if (!sprite) return
      sprites.set(id, sprite)
      wishes.push({ id, at, width: sprite.width - 6, height: sprite.height - 3, priority, offsets })
    }
    for (const { item, at } of onscreen(
      model.labels.filter(({ minZoom }) => look.zoom >= minZoom),
      projector,
    )) {
      const isSelected = item.id === model.selected.buildingId
      const sprite = this.sprites.text(item.text, labelStyle(item, look, isSelected))
      wish(
        `label ${item.id}`,
        sprite,
        at,
        item.priority + (isSelected ? 100 : 0),
        item.kind === 'plot' ? plotPlaces : labelPlaces,
      )
    }
    for (const { top, members, at } of people) {
      const { item } = top
      const isMarked = item.note !== undefined || item.id === model.selected.personId
      if (!isMarked && (look.zoom < personNameZoom || members.length > 1)) continue
      const text = item.note === undefined ? item.name : `${item.name} · ${item.note}`
      const sprite = this.sprites.text(
        text,
        textStyle(look, 12, isMarked ? 600 : 400, isMarked ? look.colours.text.strong : look.colours.map.label),
      )
      const aside = personDiscPx + 4 + (sprite?.width ?? 0) / 2
      wish(`person ${item.id}`, sprite, at, isMarked ? 90 : 10, [
        [aside, 0],
        [-aside, 0],
        [0, personDiscPx + 10],
      ])
    }
    const placed = placeLabels(wishes, taken, this.standing)
    this.standing = new Set(placed.map(({ id }) => id))
    for (const { id, x, y } of placed) {
      const sprite = sprites.get(id)
      if (sprite) this.stamp(sprite, x, y)
    }
  }

  private paintPerson({ top, members, at }: MarkCluster<Onscreen<InkPerson>>, model: InkModel, look: InkLook): InkHit {
    const { item } = top
    const { colours } = look
    const isMarked = item.note !== undefined || item.id === model.selected.personId
    const hit: InkHit = { x: at.x, y: at.y, radius: personDiscPx + 3, picked: { kind: 'person', id: item.id } }
    const ring =
      isMarked || item.duty === 'tasked'
        ? colours.accent.line
        : item.duty === 'unreachable'
          ? colours.device.offline
          : colours.text.muted
    if (isDot(item, look) && !isMarked) {
      this.disc(at, 3.5, colours.map.halo, ring, 1.5)
      return { ...hit, radius: 7 }
    }
    this.disc(
      at,
      personDiscPx,
      colours.map.halo,
      ring,
      isMarked || item.duty === 'tasked' ? 2 : 1.25,
      item.duty === 'unreachable' ? [3, 2] : [],
    )
    const sprite = this.sprites.symbol('system', item.symbol, personSizePx, {
      currentColor: item.duty === 'offDuty' ? colours.text.muted : colours.text.strong,
    })
    if (sprite) this.stamp(sprite, at.x, at.y)
    if (members.length > 1) this.count(members.length, { x: at.x + personDiscPx, y: at.y - personDiscPx + 2 }, look)
    return hit
  }

  private paintIncident({ item, at }: Onscreen<InkIncident>, model: InkModel, look: InkLook): InkHit {
    const grade = look.colours.grade[item.grade]
    this.disc(
      at,
      16,
      look.colours.map.halo,
      item.id === model.selected.incidentId ? look.colours.accent.line : grade.fill,
      1.5,
    )
    const sprite = this.sprites.symbol('grade', item.grade, 22, { '--g-fill': grade.fill, '--g-on': grade.on })
    if (sprite) this.stamp(sprite, at.x, at.y)
    return { x: at.x, y: at.y, radius: 16, picked: { kind: 'incident', id: item.id } }
  }

  private paintAlarm({ top, members, at }: MarkCluster<Onscreen<InkAlarm>>, model: InkModel, look: InkLook): InkHit {
    const { item } = top
    const colour = look.colours.alarm[item.priority]
    const isOpen = item.state === 'unacknowledged' || item.state === 'returnedUnacknowledged'
    const isActive = item.state === 'unacknowledged' || item.state === 'acknowledged'
    const isDark = isOpen && !look.isBlinkOn && !look.isReducedMotion
    const isSelected = members.some((member) => member.item.id === model.selected.alarmId)
    this.disc(
      at,
      alarmDiscPx,
      look.colours.map.halo,
      isSelected ? look.colours.accent.line : look.colours.map.outline,
      isSelected ? 2.5 : 1,
    )
    const variables = { '--a-fill': colour.fill, '--a-edge': colour.edge, '--a-on': colour.on }
    const filled = this.sprites.symbol('alarm', `${item.priority}-active`, alarmSizePx, variables)
    const outlined = this.sprites.symbol('alarm', `${item.priority}-returned`, alarmSizePx, variables)
    // The first time a drawing is asked for it is still on its way: then the other one stands, never an empty disc.
    const sprite = isActive && !isDark ? (filled ?? outlined) : (outlined ?? filled)
    if (sprite) this.stamp(sprite, at.x, at.y, isDark && !isActive ? 0.3 : 1)
    if (isOpen && look.isReducedMotion) this.ring(at, alarmDiscPx + 3, look.colours.text.strong, 2)
    if (members.length > 1) this.count(members.length, { x: at.x + alarmDiscPx - 2, y: at.y - alarmDiscPx + 3 }, look)
    const picked: InkHit['picked'] =
      members.length === 1
        ? { kind: 'alarm', id: item.id }
        : { kind: 'alarms', ids: members.map((member) => member.item.id), lngLat: item.lngLat }
    return { x: at.x, y: at.y, radius: alarmDiscPx, picked }
  }

  private paintDevice({ selected: { device } }: InkModel, projector: Projector, look: InkLook): void {
    const at = device && projector.toScreen(device.lngLat, device.heightM)
    if (!device || !at) return
    this.ring(at, 15, look.colours.accent.line, 2)
    const sprite = this.sprites.text(device.name, textStyle(look, 12, 600, look.colours.text.strong))
    if (sprite) this.stamp(sprite, at.x + 20 + sprite.width / 2, at.y)
  }

  private paintMeasured({ measured }: InkModel, projector: Projector, { colours }: InkLook): void {
    const points = measured.flatMap((lngLat) => projector.toScreen(lngLat) ?? [])
    if (points.length === 0) return
    const { context } = this
    context.beginPath()
    for (const { x, y } of points) context.lineTo(x, y)
    context.strokeStyle = colours.map.halo
    context.lineWidth = 5
    context.stroke()
    context.strokeStyle = colours.accent.line
    context.lineWidth = 2
    context.stroke()
    for (const at of points) this.disc(at, 4, colours.map.halo, colours.accent.line, 2)
  }

  private disc(at: ScreenPoint, radius: number, fill: string, edge: string, edgePx: number, dash: number[] = []): void {
    const { context } = this
    context.beginPath()
    context.arc(at.x, at.y, radius, 0, Math.PI * 2)
    context.fillStyle = fill
    context.fill()
    context.setLineDash(dash)
    context.lineWidth = edgePx
    context.strokeStyle = edge
    context.stroke()
    context.setLineDash([])
  }

  private ring(at: ScreenPoint, radius: number, color: string, widthPx: number): void {
    const { context } = this
    context.beginPath()
    context.arc(at.x, at.y, radius, 0, Math.PI * 2)
    context.lineWidth = widthPx
    context.strokeStyle = color
    context.stroke()
  }

  private count(count: number, at: ScreenPoint, look: InkLook): void {
    const sprite = this.sprites.text(
      count > 99 ? '99+' : String(count),
      textStyle(look, 11, 600, look.colours.text.strong),
    )
    if (!sprite) return
    const { context } = this
    const width = Math.max(15, sprite.width + 2)
    context.beginPath()
    context.roundRect(at.x - width / 2, at.y - 7.5, width, 15, 7.5)
    context.fillStyle = look.colours.ground.raised
    context.fill()
    context.lineWidth = 1
    context.strokeStyle = look.colours.map.outline
    context.stroke()
    this.stamp(sprite, at.x, at.y + 0.5)
  }

  /** Prints a sprite around a point, on whole device pixels so that it stays sharp. */
  private stamp(sprite: Sprite, x: number, y: number, alpha = 1): void {
    const { pixelRatio } = this.sprites
    const whole = (value: number) => Math.round(value * pixelRatio) / pixelRatio
    this.context.globalAlpha = alpha
    this.context.drawImage(
      sprite.image,
      whole(x - sprite.width / 2),
      whole(y - sprite.height / 2),
      sprite.width,
      sprite.height,
    )
    this.context.globalAlpha = 1
  }
}

const isDot = ({ duty }: InkPerson, { zoom }: InkLook): boolean => zoom < personDiscZoom && duty !== 'tasked'

const labelPlaces: LabelWish['offsets'] = [
  [0, 0],
  [0, 16],
  [0, -16],
  [0, 32],
]
const plotPlaces: LabelWish['offsets'] = [
  [0, 0],
  [0, 28],
  [0, -28],
  [0, 52],
  [0, -52],
]

function onscreen<T extends { lngLat: readonly [number, number] | [number, number]; heightM: number }>(
  items: readonly T[],
  projector: Projector,
): Onscreen<T>[] {
  return items.flatMap((item) => {
    const at = projector.toScreen([item.lngLat[0], item.lngLat[1]], item.heightM)
    return at && projector.isOnScreen(at, marginPx) ? [{ item, at }] : []
  })
}

const textStyle = ({ colours, fontFamily }: InkLook, sizePx: number, weight: number, color: string) => ({
  font: `${weight} ${sizePx}px ${fontFamily}`,
  color,
  halo: colours.map.halo,
})

function labelStyle(label: InkLabel, look: InkLook, isSelected: boolean) {
  const { colours } = look
  if (isSelected) return textStyle(look, 13, 600, colours.text.strong)
  if (label.kind === 'plot') return textStyle(look, 14, 600, colours.map.label)
  return textStyle(look, 12, 400, colours.map.label)
}
