import { expect, test } from 'vitest'
import { makeGeometry } from '../../../testing/builders'
import { districtCamera, flat } from './camera'
import { roofHeightM } from './districtFeatures'
import { Projector } from './Projector'

const geometry = makeGeometry()

test.each([[{ width: 1300, height: 980 }], [{ width: 700, height: 420 }], [{ width: 420, height: 900 }]])(
  'at first all houses are in a picture of %o, foot to roof',
  (size) => {
    for (const view of [undefined, flat]) {
      const projector = new Projector(districtCamera(geometry, size, view), size)
      for (const building of geometry.buildings) {
        for (const corner of building.footprint) {
          for (const heightM of [0, roofHeightM(building)]) {
            const at = projector.toScreen(corner, heightM)
            expect(at && projector.isOnScreen(at, 0)).toBe(true)
          }
        }
      }
    }
  },
)
