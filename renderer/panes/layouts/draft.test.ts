import { describe, expect, test } from 'vitest'
import { panesOf, shippedLayouts, type Layout } from '../../../layouts'
import { panes } from '../registry'
import { addDisplay, layoutOf, place, problemsOf, remove, removeDisplay, type Draft } from './draft'

const four: Layout = shippedLayouts.find(({ id }) => id === 'four')!
const rooms = four.displays.map(() => ({ width: 1920, height: 1080 }))
const problems = (draft: Draft, of = rooms) => problemsOf(draft, of, (pane) => panes[pane])
const panesOn = (draft: Draft) => draft.displays.map((each) => (each.panes ? panesOf(each.panes) : []))

describe('putting a pane', () => {
  test('takes it away from the display it comes from', () => {
    const draft = place(four, 'device', { display: 0, at: 'map', drop: 'right' }, 2)
    expect(panesOn(draft)).toEqual([['map', 'device'], ['alarms'], ['dispatch'], ['wall']])
  })
  test('from the palette leaves it where else it stands', () => {
    const draft = place(four, 'alarms', { display: 3, at: 'wall', drop: 'below' })
    expect(panesOn(draft)).toEqual([['map'], ['alarms'], ['dispatch', 'device'], ['wall', 'alarms']])
  })
  test('may empty a display for a while; then it is no layout until something is put there', () => {
    const draft = place(four, 'map', { display: 3, at: 'wall', drop: 'tab' }, 0)
    expect(layoutOf(draft)).toBeUndefined()
    expect(problems(draft)).toContainEqual({ kind: 'emptyDisplay', display: 1 })
    expect(layoutOf(place(draft, 'gaps', { display: 0, drop: 'tab' }))).toBeDefined()
  })
})

describe('displays of a layout for another desk', () => {
  const six: Layout = shippedLayouts.find(({ id }) => id === 'six')!
  test('come at the end of a row or in a row below, empty at first', () => {
    const wider = addDisplay(six, 0, 'row')
    expect(wider.rows).toEqual(six.rows.map((count, at) => (at === 0 ? count + 1 : count)))
    expect(wider.displays[six.rows[0]!]).toEqual({ role: 'all', panes: undefined })
    expect(panesOn(wider).toSpliced(six.rows[0]!, 1)).toEqual(panesOn(six))
    const lower = addDisplay(four, 3, 'below')
    expect(lower.rows).toEqual([...four.rows, 1])
    const filled = place(lower, 'gaps', { display: 4, drop: 'tab' })
    expect(layoutOf(filled)?.displays).toHaveLength(5)
  })
  test('go with what stands on them, and with their row when it is empty; the last one stays', () => {
    const lower = addDisplay(four, 3, 'below')
    expect(removeDisplay(lower, 4)).toEqual(four)
    const three = removeDisplay(four, 0)
    expect(three.displays).toEqual(four.displays.slice(1))
    expect(layoutOf(three)).toBeDefined()
    const one = removeDisplay(removeDisplay(three, 0), 0)
    expect(removeDisplay(one, 0)).toBe(one)
  })
})

describe('checks', () => {
  test('find nothing in the layout that comes with the product', () => {
    expect(problems(four)).toEqual([])
  })
  test('tell that nobody would see alarms or dispatch any more', () => {
    const withoutAlarms = remove(place(four, 'gaps', { display: 1, at: 'alarms', drop: 'tab' }), 1, 'alarms')
    expect(problems(withoutAlarms)).toEqual([{ kind: 'noAlarms' }])
    expect(problems(remove(four, 2, 'dispatch'))).toEqual([{ kind: 'noDispatch' }])
    expect(problems({ ...remove(four, 2, 'dispatch'), post: 'manager' })).toEqual([])
  })
  test('tell which pane gets less room than it needs', () => {
    const narrow = rooms.map((room, at) => (at === 3 ? { ...room, width: 600 } : room))
    expect(problems(four, narrow)).toEqual([{ kind: 'tooSmall', display: 4, pane: 'wall' }])
  })
  test('ask for a name in both languages', () => {
    expect(problems({ ...four, name: { zh: '夜班', en: ' ' } })).toEqual([{ kind: 'nameless' }])
  })
})
