/** `samplesStored` or `journal.position` → `chengtai_samples_stored`, `chengtai_journal_position`. */
const metricName = (name: string) =>
  `chengtai_${name
    .replace(/([a-z0-9])([A-Z])/g, '$1_$2')
    .replace(/[^A-Za-z0-9]+/g, '_')
    .toLowerCase()}`

/**
 * Figures in Prometheus' text form (exposition format 0.0.4). All are gauges here: what only grows can be treated so by whoever asks.
 */
export function formatMetrics(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .map(([name, value]) => `# TYPE ${metricName(name)} gauge\n${metricName(name)} ${formatValue(value)}\n`)
    .join('')
}

function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}
