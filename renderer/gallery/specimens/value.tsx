import { seatNow } from '../../feed'
import { Age, Value } from '../../widgets'
import type { Specimen } from '../Specimen'

/** A moment some seconds ago. */
const ago = (seconds: number) => seatNow() - seconds * 1000

export default {
  id: 'value',
  group: 'values',
  shows: ['Value', 'Age'],
  states: {
    good: () => (
      <>
        <Value shown="12.4" unit="℃" quality="good" />
        <Age atMs={ago(8)} />
      </>
    ),
    uncertain: () => (
      <>
        <Value shown="12.4" unit="℃" quality="uncertain" />
        <Age atMs={ago(8)} />
      </>
    ),
    stale: () => (
      <>
        <Value shown="12.4" unit="℃" quality="stale" />
        <Age atMs={ago(1_980)} isStale />
      </>
    ),
    bad: () => (
      <>
        <Value shown="12.4" unit="℃" quality="bad" />
        <Age atMs={ago(1_980)} />
      </>
    ),
    never: () => (
      <>
        <Value shown={undefined} unit="℃" quality="never" />
        <Age atMs={undefined} />
      </>
    ),
    manual: () => <Value shown="12.4" unit="℃" quality="good" origin="manual" />,
    substituted: () => <Value shown="12.4" unit="℃" quality="uncertain" origin="substituted" />,
    asked: () => <Value shown="18" unit="℃" quality="good" asked={{ shown: '21', sinceMs: ago(3) }} />,
  },
} satisfies Specimen
