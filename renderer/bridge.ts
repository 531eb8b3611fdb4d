import type { ErrorCode, SettingScope } from '../domain/contract'
import type { MachineAction, MachineKeys } from '../domain/keys/machineKeys'
import type { DeskState, Drop, KnownLayout, Layout, PaneId, PaneTree } from '../layouts'

/**
 * What the console's preload offers a window beside the channel's port; absent in the browser seat.
 * The port itself comes as a `message` event of the window with data `'core-port'`.
 */
export interface ConsoleBridge {
  /** The display this window fills, as it was when the page was loaded; `desk` tells what it became. */
  readonly display: { readonly number: number; readonly count: number; readonly role: string }
  /** Id of the layout, and the panes of this display, as they were when the page was loaded. */
  readonly layout: { readonly id: string; readonly panes: PaneTree }
  /** Asks for a fresh core port, after the page was loaded again or the core was started again. */
  requestPort(): void
  /** Writes the incident's story as PDF and JSON into the exports folder. Answers the path of the PDF. */
  exportIncident(incidentId: string): Promise<string>
  /** Says that the print page has drawn the story: a name for its files, and the story as data. */
  printReady(story: { name: string; json: string }): void
  toggleFullScreen(): void
  readonly desk: DeskBridge
  readonly keys: KeysBridge
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

/** Keys that work whatever program has the focus. */
export interface KeysBridge {
  /** Registers them anew. Answers those that the system refused, because another program has them. */
  bind(keys: MachineKeys): Promise<readonly MachineAction[]>
  /** One of them was pressed; main asks one window of the seat. Returns how to stop. */
  onPressed(listener: (action: MachineAction) => void): () => void
}

/** What somebody wanted of the desk, and why it was refused. */
export type DeskAnswer = { readonly refused?: ErrorCode }

/** The desk of this seat: all its displays and what stands on them. Displays are named by their number. */
export interface DeskBridge {
  /** Hears how the desk is, now and after every change. Returns how to stop. */
  onChanged(listener: (state: DeskState) => void): () => void
  chooseLayout(id: string): void
  /** Puts a pane onto another display: at the group of a pane there, or as one more tab of the largest. What was moved from a lost display is back with it. */
  movePane(move: { pane: PaneId; fromNumber: number; toNumber: number; at?: PaneId; drop?: Drop }): void
  /** Somebody arranged the panes of a display; kept until another layout is chosen, and by `saveLayout`. */
  arrange(number: number, panes: PaneTree): void
  /** Every display says its number and name for three seconds. */
  identify(): void
  /** Darkens a display: a small clock is left, and urgent alarms break through. */
  blank(number: number, isBlank: boolean): void
  /** Every layout that this seat may show, with its versions. */
  readLayouts(): Promise<KnownLayout[]>
  /**
   * Keeps a layout for this account or for everybody, as a new version of its id. Displays without a fingerprint get the one of the display with their number.
   * Refusals: `notAllowed` (locked, or for everybody without the right), `illegalState` (a shipped one), those of `setting.save`.
   */
  saveLayout(layout: Layout, scope: SettingScope): Promise<DeskAnswer>
  removeLayout(id: string, scope: SettingScope): Promise<DeskAnswer>
  /** Ends the closed mode and the console with it. Without a name: by the right of whoever works here. */
  leaveKiosk(who: { name: string; password: string } | undefined): Promise<DeskAnswer>
  /** Somebody tried to close the console in closed mode. */
  onLeaveAsked(listener: () => void): () => void
}

/** The seat's own health, as main tells it (`main/supervision/SupervisionState`). */
export interface Supervision {
  /** The core does not run: why, how often in a row, and when it is tried again (UTC ms). */
  readonly core?: { readonly reason: string; readonly deaths: number; readonly retryAtMs: number }
  /** `absent` while the page that sounds alarms is not there. */
  readonly sound: 'well' | 'absent'
  /** Maps are drawn without the graphics card when it is to be left alone (`plain`) or failed too often (`failed`). */
  readonly graphics: 'full' | 'plain' | 'failed'
  /** Displays that are gone, and onto which one what they showed has moved; nowhere while there is no room. */
  readonly displaced: readonly { readonly number: number; readonly role: string; readonly ontoNumber?: number }[]
}

declare global {
  interface Window {
    readonly chengtai?: ConsoleBridge
  }
}
