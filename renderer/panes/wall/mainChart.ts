import type { Colours } from '../../theme/theme'
import type { ChartOption } from '../../widgets'

/** The last hour of a main figure: a line on a ground, no axis; gaps stay gaps. Grey, for a rise or fall is no alarm. */
export function mainChart(trend: readonly (number | null)[], colours: Colours, isRaised: boolean): ChartOption {
  const line = isRaised ? colours.text.normal : colours.text.muted
  return {
    grid: { left: 0, right: 4, top: 4, bottom: 0 },
    xAxis: { type: 'category', show: false, boundaryGap: false, data: trend.map((_, at) => at) },
    yAxis: { type: 'value', show: false, scale: true },
    series: [
      {
        type: 'line',
        data: trend.map((value) => value ?? '-'),
        silent: true,
        connectNulls: false,
        showSymbol: false,
        lineStyle: { width: 1.25, color: line },
        areaStyle: { color: line, opacity: 0.15, origin: 'start' },
      },
    ],
  }
}
