/** What every window is told of the seat's own health; main is the only one who knows it. Typed again in `renderer/bridge.ts`. */
export interface SupervisionState {
  /** The core does not run: why, how often in a row, and when it is tried again (UTC ms). */
  core?: { reason: string; deaths: number; retryAtMs: number }
  /** `absent` while the page that sounds alarms is not there. */
  sound: 'well' | 'absent'
  /** Maps are drawn without the graphics card when it is to be left alone (`plain`) or failed too often (`failed`). */
  graphics: 'full' | 'plain' | 'failed'
  /** Displays that are gone: what they showed stands on another display now, or waits unseen until a display is back. */
  displaced: { number: number; role: string; ontoNumber?: number }[]
}
