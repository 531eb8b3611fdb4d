import type { LineSeriesOption } from 'echarts/charts'
import type { AlarmPriority } from '../../../domain/contract'
import type { Colours } from '../../theme/theme'
import type { ChartOption } from '../Chart'
import { badStretches, type TrendPoint } from './trendPoints'

export interface TrendLimit {
  value: number
  label: string
  priority: AlarmPriority
}

/** A stretch with a word on it, UTC ms. */
export interface TrendStretch {
  fromMs: number
  toMs: number
  label: string
  /** Not so yet: drawn fainter, with a dashed edge. */
  isDraft?: boolean
}

export interface TrendDrawing {
  points: readonly TrendPoint[]
  limits: readonly TrendLimit[]
  fromMs: number
  toMs: number
  colours: Colours
  fontFamily: string
  /** Switches and enums: drawn as steps, on an axis of their named numbers. Absent for quantities. */
  names?: ReadonlyMap<number, string> | undefined
  badLabel: string
  /** The same so much earlier, laid beside it, ms. */
  before?: { points: readonly TrendPoint[]; byMs: number } | undefined
  /** Stretches that people have said something of. */
  stretches?: readonly TrendStretch[]
  formatValue(value: number): string
  formatTime(atMs: number): string
}

/** The chart of one property: the line, the band of lowest to highest, limits, bad stretches, and the value now. */
export function trendOption(drawing: TrendDrawing): ChartOption {
  const { points, limits, fromMs, toMs, colours, fontFamily, formatValue, formatTime } = drawing
  const text = { color: colours.text.muted, fontFamily, fontSize: 11 }
  const values = [...points, ...(drawing.before?.points ?? [])]
    .flatMap(({ low, high }) => [low, high])
    .filter((value) => value !== undefined)
  const last = points.findLast(({ value }) => value !== undefined)
  const broken = last?.value === undefined ? undefined : limits.find((limit) => (last.value ?? 0) >= limit.value)
  const line = colours.series[0] ?? colours.text.normal
  const of = (pick: (point: TrendPoint) => number | undefined) =>
    points.map((point): [number, number | null] => [point.atMs, pick(point) ?? null])
  return {
    grid: { left: 8, right: 14, top: 18, bottom: 4, containLabel: true },
    textStyle: { fontFamily },
    tooltip: {
      trigger: 'axis',
      renderMode: 'richText', // HTML with inline styles would break the content security policy
      backgroundColor: colours.ground.raised,
      borderColor: colours.line.strong,
      padding: [4, 8],
      textStyle: { color: colours.text.strong, fontFamily, fontSize: 12 },
      axisPointer: { lineStyle: { color: colours.line.strong } },
      formatter: (items) => {
        const item = Array.isArray(items) ? items.find(({ seriesIndex }) => seriesIndex === 0) : items
        const [atMs, value] = Array.isArray(item?.value) ? item.value : []
        return typeof atMs === 'number' && typeof value === 'number' ? `${formatTime(atMs)}  ${formatValue(value)}` : ''
      },
    },
    xAxis: {
      type: 'time',
      min: fromMs,
      max: toMs,
      splitNumber: 5,
      axisLine: { lineStyle: { color: colours.line.normal } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (atMs: number) => formatTime(atMs) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      axisLabel: {
        ...text,
        showMaxLabel: drawing.names !== undefined,
        formatter: (value: number) =>
          drawing.names ? (drawing.names.get(value) ?? '') : formatValue(value).replace(/\.0+$/, ''),
      },
      splitLine: { lineStyle: { color: colours.line.faint } },
      ...(drawing.names ? namedAxis([...drawing.names.keys()]) : quantityAxis(values, limits)),
    },
    series: [
      {
        type: 'line',
        data: of(({ value }) => value),
        ...(drawing.names && { step: 'end' as const }),
        showSymbol: false,
        connectNulls: false,
        lineStyle: { width: 1.5, color: line },
        itemStyle: { color: line },
        z: 3,
        markLine: {
          silent: true,
          symbol: 'none',
          data: limits.map(({ value, label, priority }) => ({
            yAxis: value,
            lineStyle: { color: colours.alarm[priority].edge, type: 'dashed', width: 1 },
            label: {
              formatter: label,
              position: 'insideStartTop',
              color: colours.alarm[priority].text,
              fontFamily,
              fontSize: 11,
            },
          })),
        },
        markArea: {
          silent: true,
          itemStyle: { color: colours.alarm.commloss.tint },
          label: { color: colours.device.bad, fontFamily, fontSize: 11 },
          data: badStretches(points).map(([from, to]): [{ xAxis: number; name: string }, { xAxis: number }] => [
            { xAxis: from, name: drawing.badLabel },
            { xAxis: to },
          ]),
        },
        ...(last?.value !== undefined && {
          markPoint: {
            silent: true,
            symbol: 'circle',
            symbolSize: 7,
            itemStyle: { color: broken ? colours.alarm[broken.priority].fill : line },
            label: {
              formatter: formatValue(last.value),
              position: 'top',
              color: colours.text.strong,
              fontFamily,
              fontSize: 12,
              fontWeight: 600,
            },
            data: [{ name: '', coord: [last.atMs, last.value] }],
          },
        }),
      },
      {
        type: 'line',
        data: of(({ low }) => low),
        stack: 'band',
        silent: true,
        showSymbol: false,
        lineStyle: { opacity: 0 },
      },
      {
        type: 'line',
        data: of(({ low, high }) => (low === undefined || high === undefined ? undefined : high - low)),
        stack: 'band',
        silent: true,
        showSymbol: false,
        lineStyle: { opacity: 0 },
        areaStyle: { color: line, opacity: 0.18 },
      },
      { type: 'line', data: [], silent: true, markArea: stretchArea(drawing) },
      ...beforeLine(drawing),
    ],
  }
}

function beforeLine({ before, colours, names }: TrendDrawing): LineSeriesOption[] {
  if (!before) return []
  return [
    {
      type: 'line',
      data: before.points.map(({ atMs, value }): [number, number | null] => [atMs + before.byMs, value ?? null]),
      ...(names && { step: 'end' as const }),
      silent: true,
      showSymbol: false,
      connectNulls: false,
      lineStyle: { width: 1.5, type: 'dashed', color: colours.text.muted },
      itemStyle: { color: colours.text.muted },
      z: 2,
    },
  ]
}

function stretchArea({ stretches = [], colours, fontFamily }: TrendDrawing) {
  return {
    silent: true,
    label: { color: colours.accent.text, fontFamily, fontSize: 11, position: 'insideTop' as const },
    data: stretches.map(({ fromMs, toMs, label, isDraft }): [object, object] => [
      {
        xAxis: fromMs,
        name: label,
        itemStyle: {
          color: colours.accent.tint,
          opacity: isDraft ? 0.5 : 0.8,
          borderColor: colours.accent.line,
          borderWidth: 1,
          borderType: isDraft ? ('dashed' as const) : ('solid' as const),
        },
      },
      { xAxis: toMs },
    ]),
  }
}

const namedAxis = (numbers: readonly number[]) => ({
  min: Math.min(0, ...numbers),
  max: Math.max(1, ...numbers),
  interval: 1,
})

/**
 * A small quantity is judged against zero; one that moves little high above it (a temperature, a pressure) needs the room for its changes. Limits are
 * always in sight.
 */
function quantityAxis(values: readonly number[], limits: readonly TrendLimit[]) {
  const [low, high] = [Math.min(...values), Math.max(...values)]
  const startsAtZero = low >= 0 && low < 0.3 * high
  return {
    scale: true,
    splitNumber: 3,
    max: ({ max }: { max: number }) => Math.max(max, ...limits.map(({ value }) => value)) * 1.04,
    ...(startsAtZero && { min: 0 }),
  }
}
