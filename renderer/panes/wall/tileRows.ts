import type { IndicatorValue } from '../../../domain/contract'
import { indicatorDefinitions, type IndicatorDefinition, type Monitor } from '../../../domain/indicators/definitions'
import { isOutOfScope } from './figureScope'
import type { Scope } from '../../seat/useScope'
import { priorityOrder } from '../../alarms/rank'

/** A figure of a tile: what it is, and what is known of it. */
export interface Figure {
  definition: IndicatorDefinition
  value: IndicatorValue | undefined
  /** Nothing that it is made of is driven now. */
  isOutOfScope: boolean
}

export interface Tile {
  main: Figure | undefined
  /** The figures with alarms first, highest first; the others keep their places. */
  rows: Figure[]
  abnormal: number
  stale: number
  bad: number
  outside: number
}

const rankOf = ({ value }: Figure) =>
  value?.alarm === undefined ? priorityOrder.length : priorityOrder.indexOf(value.alarm)

/** What stands in the tile of a monitor. @source design/visual.md §7, "Status wall" */
export function tileOf(monitor: Monitor, values: ReadonlyMap<string, IndicatorValue>, scope: Scope): Tile {
  const figures = indicatorDefinitions
    .filter((definition) => definition.monitor === monitor)
    .map((definition): Figure => ({
      definition,
      value: values.get(definition.id),
      isOutOfScope: isOutOfScope(definition, scope),
    }))
  const count = (is: (figure: Figure) => boolean) => figures.filter(is).length
  return {
    main: figures.find(({ definition }) => definition.isMain),
    rows: figures.filter(({ definition }) => !definition.isMain).sort((a, b) => rankOf(a) - rankOf(b)),
    abnormal: count(({ value }) => value?.alarm !== undefined),
    stale: count(({ value }) => value?.quality === 'stale'),
    bad: count(({ value }) => value?.quality === 'bad'),
    outside: count((figure) => figure.isOutOfScope),
  }
}
