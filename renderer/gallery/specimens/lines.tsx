import { DeviceId } from '../../../domain/contract'
import { Sparkline, type ChartOption } from '../../widgets'
import { Chart } from '../../widgets/Chart'
import { Trend } from '../../widgets/trend/Trend'
import { useSampleWords } from '../useSampleWords'
import { useColours } from '../../theme/theme'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

const wave = Array.from({ length: 40 }, (_, at) => 5 + 3 * Math.sin(at / 4))
const withGap = wave.map((value, at) => (at > 14 && at < 22 ? null : value))

/** Two lines of a chart, in the first two colours of the series. */
function SampleChart() {
  const words = useSampleWords()
  const { series, text, line } = useColours()
  const axis = { axisLabel: { color: text.muted }, axisLine: { lineStyle: { color: line.normal } } }
  const option: ChartOption = {
    grid: { left: 32, right: 8, top: 8, bottom: 24 },
    xAxis: { type: 'category', ...axis },
    yAxis: { type: 'value', ...axis, splitLine: { lineStyle: { color: line.faint } } },
    series: [wave, wave.map((value) => 10 - value)].map((data, at) => ({
      type: 'line',
      data,
      showSymbol: false,
      lineStyle: { width: 1.5, color: series[at] ?? text.normal },
    })),
  }
  return (
    <div className={styles.chart}>
      <Chart option={option} label={words.device} />
    </div>
  )
}

export default {
  id: 'lines',
  group: 'values',
  shows: ['Sparkline'],
  states: {
    normal: () => <Sparkline values={wave} widthPx={88} heightPx={20} />,
    area: () => <Sparkline values={wave} widthPx={88} heightPx={32} hasArea />,
    gap: () => <Sparkline values={withGap} widthPx={88} heightPx={20} />,
    trend: () => (
      <div className={styles.wide}>
        <Trend
          deviceId={DeviceId.parse('smoke-1806')}
          propertyId="obscuration"
          limits={[{ value: 3.5, priority: 'urgent', label: '3.5' }]}
        />
      </div>
    ),
    chart: () => <SampleChart />,
  },
} satisfies Specimen
