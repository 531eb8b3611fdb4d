/** What a system under test tells the bench, over the IPC channel of its process. */
export interface SubjectReport {
  /** Messages whose samples are on disk so far; the first report says that it is ready. */
  stored: number
  /** Address of its WebSocket channel, when it has one. */
  windowsUrl?: string
}

/** What the bench tells the load: how many messages it may have sent in all. */
export interface LoadAllowance {
  allow: number
}

export const samplesPerMessage = 6
/** Devices that the load speaks as. */
export const loadDevices = 10_000
export const loadProductKey = 'bench'
export const loadProperties = ['temperature', 'humidity', 'co2', 'power', 'level', 'isOpen'] as const

export function tell(report: SubjectReport): void {
  // The bench may have let go meanwhile: the process is about to end, and there is nobody to tell.
  if (process.connected) process.send?.(report, undefined, undefined, () => undefined)
}
