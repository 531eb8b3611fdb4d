import type { PaneTree } from '../layouts/schema'

/**
 * What the console's preload offers a window beside the channel's port; absent in the browser seat.
 * The port itself comes as a `message` event of the window with data `'core-port'`.
 */
export interface ConsoleBridge {
  /** The display this window fills. */
  readonly display: { readonly number: number; readonly count: number; readonly role: string }
  /** Id of the layout, and the panes of this display. */
  readonly layout: { readonly id: string; readonly panes: PaneTree }
  /** Asks for a fresh core port, after the page was loaded again or the core was started again. */
  requestPort(): void
  /** Writes the incident's story as PDF and JSON into the exports folder. Answers the path of the PDF. */
  exportIncident(incidentId: string): Promise<string>
  /** Says that the print page has drawn the story: a name for its files, and the story as data. */
  printReady(story: { name: string; json: string }): void
  toggleFullScreen(): void
  /** The page is alive and drawn; main ends the process of a page that stops saying so. `isWanted`: it is urgently needed (alarms are to be heard). */
  beat(isWanted: boolean): void
  /** The page is about to do something that takes seconds at one go: it is not to be counted as hung for it. */
  announceWork(): void
  /** Hears how the seat's own processes and displays are, now and after every change. */
  onSupervision(listener: (state: Supervision) => void): void
  /** Starts a core that could not be started again now, instead of later. */
  retryCore(): void
  /** What the page has put into its storage is written to disk now. */
  flushStorage(): void
}

/** The seat's own health, as main tells it (`main/supervision/SupervisionState`). */
export interface Supervision {
  /** The core does not run: why, how often in a row, and when it is tried again (UTC ms). */
  readonly core?: { readonly reason: string; readonly deaths: number; readonly retryAtMs: number }
  /** `absent` while the page that sounds alarms is not there. */
  readonly sound: 'well' | 'absent'
  /** `plain` when maps are to be drawn without the graphics card. */
  readonly graphics: 'full' | 'plain'
  /** Displays that are gone, and onto which one what they showed has moved; nowhere while there is no room. */
  readonly displaced: readonly { readonly number: number; readonly role: string; readonly ontoNumber?: number }[]
}

declare global {
  interface Window {
    readonly chengtai?: ConsoleBridge
  }
}
