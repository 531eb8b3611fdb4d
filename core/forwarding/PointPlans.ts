import type { ForwardRoute } from '../../domain/contract'
import { takesPoint } from '../../domain/forwarding/matchRoute'
import type { ForwardItem } from '../../domain/forwarding/ForwardItem'

/** What an item says of a point, whatever its value. */
export interface PointText extends Pick<ForwardItem, 'name' | 'unit' | 'systemKey' | 'typeId' | 'buildingId'> {
  deviceId: string
  property: string
}

/** Where samples of a point go. */
interface PointPlan {
  readonly routeIds: readonly string[]
  readonly text: PointText
}

const notAsked = 0
const wantedByNone = 1
const firstPlan = 2

/** Which routes take which points: asked once for each point, then one look into a column; without routes not even that. */
export class PointPlans {
  readonly #routes: () => readonly ForwardRoute[]
  readonly #describe: (point: number) => PointText | undefined
  #known: readonly ForwardRoute[] | undefined
  /** Of each point one of the codes above, or the number of its plan from `firstPlan` on. */
  #places = new Uint32Array(0)
  #plans: PointPlan[] = []
  /** Places of plans that no point has any more. */
  #free: number[] = []

  constructor(routes: () => readonly ForwardRoute[], describe: (point: number) => PointText | undefined) {
    this.#routes = routes
    this.#describe = describe
  }

  of(point: number): PointPlan | undefined {
    const routes = (this.#known ??= this.#routes())
    if (routes.length === 0) return undefined
    const place = this.#places[point] ?? notAsked
    if (place === wantedByNone) return undefined
    return place === notAsked ? this.#ask(point, routes) : this.#plans[place - firstPlan]
  }

  /** Routes are other ones from now on. */
  renew(): void {
    this.#known = undefined
    this.#plans = []
    this.#free = []
    this.#places.fill(notAsked)
  }

  /** Some points, one after the other, are other ones from now on. */
  renewPoints(firstPoint: number, count: number): void {
    const end = Math.min(firstPoint + count, this.#places.length)
    for (let point = firstPoint; point < end; point++) {
      const place = this.#places[point] ?? notAsked
      if (place >= firstPlan) this.#free.push(place)
      this.#places[point] = notAsked
    }
  }

  #ask(point: number, routes: readonly ForwardRoute[]): PointPlan | undefined {
    const text = this.#describe(point)
    const routeIds = text ? routes.flatMap(({ id, filter }) => (takesPoint(filter, text) ? [id] : [])) : []
    const plan = text && routeIds.length > 0 ? { routeIds, text } : undefined
    if (point >= this.#places.length) {
      const wider = new Uint32Array(Math.max(point + 1, this.#places.length * 2))
      wider.set(this.#places)
      this.#places = wider
    }
    this.#places[point] = plan ? this.#keep(plan) : wantedByNone
    return plan
  }

  #keep(plan: PointPlan): number {
    const place = this.#free.pop() ?? this.#plans.length + firstPlan
    this.#plans[place - firstPlan] = plan
    return place
  }
}
