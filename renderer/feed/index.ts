/** The window's side of the channel: one subscription a feed, shared by all panes. */
export {
  FeedProvider,
  HubProvider,
  useClient,
  useHub,
  useRight,
  useSeat,
  useSeatHeardAtMs,
  useSession,
  useSetSession,
} from './FeedContext'
export {
  useCollection,
  useDeviceStates,
  useIndicators,
  useItem,
  useRegistry,
  useRegistryState,
  useSamples,
  type LatestSample,
} from './hooks'
export { refusalCode, type FeedHub } from './FeedHub'
export { oncePerFrame } from './frame'
export { MapView } from './MapView'
export { endedCodeOf, type CollectionItem, type CollectionName, type CollectionState } from './collections'
export type { DeviceStates } from './deviceStates'
export type { Registry } from './Registry'
export { seatNow, startClock, useNow } from './clock'
export { silentAfterMs, useSilentSince } from './silence'
export { readQuality, type ShownQuality } from './readQuality'
export { currentSelection, locate, select, startSelection, useLocateCount, useSelection } from './selection'
export { onSeatMessage, tellSeat } from './seatChannel'
export type { DispatchDraft, SeatAction, SeatMessage, Selection, SoundReport } from './seatMessage'
export { askSeat, reveal, thisWindow, useSeatAction } from './seatActions'
export { newKey } from './newKey'
export { connectToCore } from './connectToCore'
