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
  /** Only the page that is printed: it stands complete, main may print it. */
  printReady(story: { name: string; json: string }): void
  /** Says that the print page has drawn the story: a name for its files, and the story as data. */
  printReady(story: { name: string; json: string }): void
  toggleFullScreen(): void
}

declare global {
  interface Window {
    readonly chengtai?: ConsoleBridge
  }
}
