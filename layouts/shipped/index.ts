/** The layouts that come with the product, checked as they are read. */
import { Layout } from '../schema'
import dispatcherOne from './dispatcher/one.json'
import dispatcherOneIncident from './dispatcher/one-incident.json'
import dispatcherTwo from './dispatcher/two.json'
import dispatcherTwoIncident from './dispatcher/two-incident.json'
import dispatcherThree from './dispatcher/three.json'
import dispatcherThreeIncident from './dispatcher/three-incident.json'
import dispatcherFour from './dispatcher/four.json'
import dispatcherFourIncident from './dispatcher/four-incident.json'
import dispatcherSix from './dispatcher/six.json'
import dispatcherSixIncident from './dispatcher/six-incident.json'
import leaderOne from './shiftLeader/one.json'
import leaderOneIncident from './shiftLeader/one-incident.json'
import leaderTwo from './shiftLeader/two.json'
import leaderTwoIncident from './shiftLeader/two-incident.json'
import leaderThree from './shiftLeader/three.json'
import leaderThreeIncident from './shiftLeader/three-incident.json'
import leaderFour from './shiftLeader/four.json'
import leaderFourIncident from './shiftLeader/four-incident.json'
import leaderSix from './shiftLeader/six.json'
import leaderSixIncident from './shiftLeader/six-incident.json'
import engineerOne from './engineer/one.json'
import engineerTwo from './engineer/two.json'
import engineerThree from './engineer/three.json'
import serviceOne from './customerService/one.json'
import serviceTwo from './customerService/two.json'
import managerOne from './manager/one.json'
import managerTwo from './manager/two.json'
import wall2x2 from './wall/2x2.json'
import wall3x3 from './wall/3x3.json'
import wall4x2 from './wall/4x2.json'

/** The first is the everyday layout of a dispatcher with one display; a browser seat shows that. */
export const shippedLayouts: readonly Layout[] = [
  dispatcherOne,
  dispatcherOneIncident,
  dispatcherTwo,
  dispatcherTwoIncident,
  dispatcherThree,
  dispatcherThreeIncident,
  dispatcherFour,
  dispatcherFourIncident,
  dispatcherSix,
  dispatcherSixIncident,
  leaderOne,
  leaderOneIncident,
  leaderTwo,
  leaderTwoIncident,
  leaderThree,
  leaderThreeIncident,
  leaderFour,
  leaderFourIncident,
  leaderSix,
  leaderSixIncident,
  engineerOne,
  engineerTwo,
  engineerThree,
  serviceOne,
  serviceTwo,
  managerOne,
  managerTwo,
  wall2x2,
  wall3x3,
  wall4x2,
].map((layout) => Layout.parse(layout))
