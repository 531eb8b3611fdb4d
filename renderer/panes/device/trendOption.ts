import type { EChartsCoreOption } from 'echarts/core'
import { qualityCodes, type AlarmDefinition, type HistorySeries, type Property } from '../../../domain/contract'
import type { Colours } from '../../theme/theme'

type Row = [timeMs: number, value: number | null]

/** One row a bucket; a bucket without samples breaks the line. */
const rows = (timesMs: Float64Array, values: Float64Array): Row[] =>
  Array.from(timesMs, (timeMs, at) => [timeMs, finite(values[at])])
const finite = (value: number | undefined): number | null =>
  value === undefined || !Number.isFinite(value) ? null : value

/** Stretches of bad quality, from the first bad bucket to the one after the last. */
export function badStretches({
  timesMs,
  qualities,
  toMs,
}: Pick<HistorySeries, 'timesMs' | 'qualities' | 'toMs'>): { fromMs: number; toMs: number }[] {
  const stretches: { fromMs: number; toMs: number }[] = []
  let fromMs: number | undefined
  qualities.forEach((quality, at) => {
    if (quality === qualityCodes.bad) fromMs ??= timesMs[at] ?? 0
    else if (fromMs !== undefined) {
      stretches.push({ fromMs, toMs: timesMs[at] ?? toMs })
      fromMs = undefined
    }
  })
  if (fromMs !== undefined) stretches.push({ fromMs, toMs })
  return stretches
}

/** Limits of the alarms that watch a property. */
export function limitsOf(
  property: string,
  alarms: readonly AlarmDefinition[],
): { limit: number; priority: AlarmDefinition['priority'] }[] {
  return alarms.flatMap(({ condition, priority }) =>
    (condition.kind === 'above' || condition.kind === 'below') && condition.property === property
      ? [{ limit: condition.limit, priority }]
      : [],
  )
}

export interface TrendParts {
  series: HistorySeries
  property: Property
  alarms: readonly AlarmDefinition[]
  colours: Colours
  fontFamily: string
  clock(atMs: number): string
  number(value: number): string
}

/**
 * The trend as a chart: the average as a line, lowest to highest of each bucket as a band, limits dashed, bad stretches hatched by a wash,
 * gaps left open. Switches and states are steps.
 */
export function trendOption({
  series,
  property,
  alarms,
  colours,
  fontFamily,
  clock,
  number,
}: TrendParts): EChartsCoreOption {
  const { timesMs, minimum, maximum, average, fromMs, toMs } = series
  const isBucketed = series.resolution !== 'raw'
  const text = { color: colours.text.muted, fontFamily, fontSize: 11 }
  const line = colours.series[0] ?? colours.text.normal
  const limits = limitsOf(property.id, alarms)
  const spread = Float64Array.from(maximum, (value, at) => value - (minimum[at] ?? Number.NaN))
  const quiet = {
    type: 'line',
    showSymbol: false,
    silent: true,
    animation: false,
    stack: 'band',
    lineStyle: { width: 0 },
    connectNulls: false,
  }
  return {
    animation: false,
    grid: { left: 44, right: 12, top: 18, bottom: 22 },
    tooltip: {
      trigger: 'axis',
      backgroundColor: colours.ground.raised,
      borderColor: colours.line.normal,
      textStyle: { ...text, color: colours.text.normal, fontSize: 12 },
      formatter: (points: unknown) => tip(points, clock, number, property.unit),
    },
    xAxis: {
      type: 'time',
      min: fromMs,
      max: toMs,
      axisLine: { lineStyle: { color: colours.line.normal } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (atMs: number) => clock(atMs).slice(0, 5) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      scale: true,
      min: ({ min }: { min: number }) => Math.min(min, ...limits.map(({ limit }) => limit)),
      max: ({ max }: { max: number }) => Math.max(max, ...limits.map(({ limit }) => limit)),
      axisLabel: { ...text, showMinLabel: false, showMaxLabel: false, formatter: (value: number) => number(value) },
      splitLine: { lineStyle: { color: colours.line.faint } },
      splitNumber: 3,
    },
    series: [
      ...(isBucketed && property.type === 'number'
        ? [
            { ...quiet, id: 'lowest', data: rows(timesMs, minimum) },
            { ...quiet, id: 'spread', data: rows(timesMs, spread), areaStyle: { color: line, opacity: 0.22 } },
          ]
        : []),
      {
        id: 'average',
        type: 'line',
        data: rows(timesMs, average),
        step: property.type === 'number' ? false : 'end',
        showSymbol: false,
        connectNulls: false,
        lineStyle: { width: 1.5, color: line },
        itemStyle: { color: line },
        markLine: {
          symbol: 'none',
          silent: true,
          animation: false,
          data: limits.map(({ limit, priority }) => ({
            yAxis: limit,
            lineStyle: { color: colours.alarm[priority].edge, type: 'dashed', width: 1 },
            label: { ...text, color: colours.alarm[priority].text, position: 'insideEndTop', formatter: number(limit) },
          })),
        },
        markArea: {
          silent: true,
          animation: false,
          itemStyle: { color: colours.device.bad, opacity: 0.16 },
          data: badStretches(series).map((stretch) => [{ xAxis: stretch.fromMs }, { xAxis: stretch.toMs }]),
        },
      },
    ],
  }
}

/** Time and value under the pointer; nothing in a gap. */
function tip(
  points: unknown,
  clock: (atMs: number) => string,
  number: (value: number) => string,
  unit: string | undefined,
): string {
  const list: unknown[] = Array.isArray(points) ? points : []
  for (const point of list) {
    if (
      typeof point !== 'object' ||
      point === null ||
      !('seriesId' in point) ||
      point.seriesId !== 'average' ||
      !('data' in point) ||
      !Array.isArray(point.data)
    )
      continue
    const [atMs, value]: unknown[] = point.data
    if (typeof atMs === 'number' && typeof value === 'number') return `${clock(atMs)}  ${number(value)} ${unit ?? ''}`
  }
  return ''
}
