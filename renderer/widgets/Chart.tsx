import { useEffect, useRef } from 'react'
import { LineChart, type LineSeriesOption } from 'echarts/charts'
import {
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  type GridComponentOption,
  type TooltipComponentOption,
} from 'echarts/components'
import { init, use as register, type ComposeOption, type EChartsType } from 'echarts/core'
import { CanvasRenderer } from 'echarts/renderers'
import styles from './Chart.module.css'

register([
  LineChart,
  GridComponent,
  MarkAreaComponent,
  MarkLineComponent,
  MarkPointComponent,
  TooltipComponent,
  CanvasRenderer,
])

export type ChartOption = ComposeOption<LineSeriesOption | GridComponentOption | TooltipComponentOption>

export interface ChartProps {
  option: ChartOption
  /** What the chart shows, for those who do not see it. */
  label: string
  className?: string | undefined
}

/** An echarts canvas that follows its box and is freed with its pane. Draws at most once for every new `option`. */
export function Chart({ option, label, className }: ChartProps) {
  const box = useRef<HTMLDivElement>(null)
  const chart = useRef<EChartsType>(undefined)
  useEffect(() => {
    if (!box.current) return
    const made = init(box.current)
    chart.current = made
    const observer = new ResizeObserver(() => made.resize())
    observer.observe(box.current)
    return () => {
      observer.disconnect()
      made.dispose()
      chart.current = undefined
    }
  }, [])
  useEffect(() => {
    chart.current?.setOption({ animation: false, ...option }, { notMerge: true, lazyUpdate: true })
  }, [option])
  return <div ref={box} className={[styles.chart, className].filter(Boolean).join(' ')} role="img" aria-label={label} />
}
