/** Multi-monitor layouts: the shipped ones, their schema, and which display gets what. */
import { Layout } from './schema'
import four from './four.json'
import one from './one.json'
import six from './six.json'
import three from './three.json'
import two from './two.json'

export const shippedLayouts: readonly Layout[] = [one, two, three, four, six].map((layout) => Layout.parse(layout))
export { assignDisplays, inReadingOrder, type AssignedWindow, type DisplayPlace } from './assignDisplays'
export { panesOf } from './panesOf'
export { boundsOf, planPlaces, type WindowPlace } from './planPlaces'
export { Layout, PaneId, PaneTree } from './schema'
