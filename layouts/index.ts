/** Multi-monitor layouts: the shipped ones, their schema, which one is shown and which display gets what. */
export { assignDisplays, type AssignedWindow } from './assignDisplays'
export { chooseLayout, topologyOf, type LayoutMatch, type LayoutWish } from './chooseLayout'
export type { DeskDisplay, DeskState, EvacuatedPane, KnownLayout, LayoutSource } from './deskState'
export { diffLayouts, type LayoutChange } from './diffLayouts'
export { type Drop, putPane, withoutPane, withPaneOnTop, withRoom } from './editTree'
export { fingerprintsOf, type DisplayPlace } from './fingerprintsOf'
export { addTabs } from './addTabs'
export { beginWith, chooseByHand, followIncidents, type LayoutState } from './followIncidents'
export { groupsOf, type PaneGroup } from './groupsOf'
export { boundsOf, planPlaces, type WindowPlace } from './planPlaces'
export { inReadingOrder, type Rectangle } from './readingOrder'
export { choicesOf, layoutKey, type SettingLike, shelfOf, versionsIn, withVersion } from './layoutShelf'
export { postOfRole } from './postOfRole'
export { exportLayout, importLayout, readLayout, type LayoutProblem, type ReadLayout } from './readLayout'
export { rehome } from './rehome'
export {
  type DisplayRole,
  type Fingerprint,
  Layout,
  LayoutPost,
  type Occasion,
  PaneId,
  panesOf,
  PaneTree,
} from './schema'
export { shippedLayouts } from './shipped'
export { standSame } from './standSame'
