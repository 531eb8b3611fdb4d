/**
 * Figures in Prometheus' text form (exposition format 0.0.4). Names come as Prometheus wants them; what ends in `_total` only grows.
 */
export function formatMetrics(metrics: Readonly<Record<string, number>>): string {
  return Object.entries(metrics)
    .map(
      ([name, value]) =>
        `# TYPE ${name} ${name.endsWith('_total') ? 'counter' : 'gauge'}\n${name} ${formatValue(value)}\n`,
    )
    .join('')
}

function formatValue(value: number): string {
  if (Number.isNaN(value)) return 'NaN'
  if (!Number.isFinite(value)) return value > 0 ? '+Inf' : '-Inf'
  return String(value)
}
