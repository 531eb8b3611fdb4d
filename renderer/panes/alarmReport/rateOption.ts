import type { AlarmKpis } from '../../../domain/contract'
import type { Colours } from '../../theme/theme'
import type { ChartOption } from '../../widgets'
import { floodSlots } from './bands'

const slotMs = 10 * 60_000

export interface RateDrawing {
  kpis: Pick<AlarmKpis, 'fromMs' | 'toMs' | 'per10Min' | 'operators'>
  colours: Colours
  fontFamily: string
  /** Names of the lines: what can be managed, where a flood begins. */
  words: { managed: string; flood: string }
  formatTime(atMs: number): string
}

/** Alarms of each ten minutes as steps, with what can be managed and where a flood begins; floods on a ground of their own. */
export function rateOption({ kpis, colours, fontFamily, words, formatTime }: RateDrawing): ChartOption {
  const { fromMs, toMs, per10Min, operators } = kpis
  const text = { color: colours.text.muted, fontFamily, fontSize: 11 }
  const at = (slot: number) => fromMs + slot * slotMs
  const limits = [
    { value: 2 * operators, name: words.managed, colour: colours.line.strong, textColour: colours.text.muted },
    {
      value: 10 * operators,
      name: words.flood,
      colour: colours.alarm.important.edge,
      textColour: colours.alarm.important.text,
    },
  ]
  const highest = Math.max(...per10Min, 0)
  return {
    grid: { left: 8, right: 14, top: 16, bottom: 4, containLabel: true },
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
        const item = Array.isArray(items) ? items[0] : items
        const [atMs, count] = Array.isArray(item?.value) ? item.value : []
        return typeof atMs === 'number' && typeof count === 'number' ? `${formatTime(atMs)}  ${count}` : ''
      },
    },
    xAxis: {
      type: 'time',
      min: fromMs,
      max: toMs,
      splitNumber: 8,
      axisLine: { lineStyle: { color: colours.line.normal } },
      axisTick: { show: false },
      axisLabel: { ...text, hideOverlap: true, formatter: (atMs: number) => formatTime(atMs) },
      splitLine: { show: false },
    },
    yAxis: {
      type: 'value',
      min: 0,
      // The line of a flood is always in sight: a quiet night is to look quiet.
      max: Math.max(12 * operators, Math.ceil(highest * 1.1)),
      minInterval: 1,
      axisLabel: text,
      splitLine: { lineStyle: { color: colours.line.faint } },
    },
    series: [
      {
        type: 'line',
        step: 'end',
        data: [...per10Min.map((count, slot): [number, number] => [at(slot), count]), [toMs, per10Min.at(-1) ?? 0]],
        showSymbol: false,
        lineStyle: { width: 1.25, color: colours.text.normal },
        areaStyle: { color: colours.text.normal, opacity: 0.12 },
        itemStyle: { color: colours.text.normal },
        markLine: {
          silent: true,
          symbol: 'none',
          data: limits.map(({ value, name, colour, textColour }) => ({
            yAxis: value,
            lineStyle: { color: colour, type: 'dashed', width: 1 },
            label: { formatter: name, position: 'insideStartTop', color: textColour, fontFamily, fontSize: 11 },
          })),
        },
        markArea: {
          silent: true,
          itemStyle: { color: colours.alarm.important.tint, opacity: 0.8 },
          data: floodSlots(kpis).flatMap((isFlood, slot) =>
            isFlood ? [[{ xAxis: at(slot) }, { xAxis: Math.min(toMs, at(slot + 1)) }]] : [],
          ),
        },
      },
    ],
  }
}
