import { expect, it } from 'vitest'
import { goOn, type Trail } from './trail'

it('a graphic that lies on the way is gone back to; for another device it is another place', () => {
  const trail: Trail = [{ graphicId: 'overview' }, { graphicId: 'chiller', deviceId: 'a' }]
  expect(goOn(trail, { graphicId: 'overview' })).toEqual([{ graphicId: 'overview' }])
  expect(goOn(trail, { graphicId: 'chiller', deviceId: 'b' })).toHaveLength(3)
  let long: Trail = []
  for (let at = 0; at < 30; at++) long = goOn(long, { graphicId: `g${at}` })
  expect([long.length, long.at(-1)]).toEqual([12, { graphicId: 'g29' }])
})
