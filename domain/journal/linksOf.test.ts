import { expect, it } from 'vitest'
import { entriesOf } from '../folds/testEntries'
import { AlarmId, IncidentId, PlanRunId } from '../contract/primitives'
import { linksOf } from './linksOf'

it('an entry links to the subjects that it names, each once, and not to its own', () => {
  const [opened, started, noted] = [
    ...entriesOf('i1', [
      [
        'incident.opened',
        {
          number: 'n',
          type: 'fire',
          grade: 'general',
          title: { zh: '题', en: 't' },
          place: { lngLat: [1, 2] },
          alarmIds: ['a1', 'a2', 'a1'].map((id) => AlarmId.parse(id)),
        },
      ],
    ]),
    ...entriesOf('i1', [['incident.planStarted', { planRunId: PlanRunId.parse('r1') }]]),
    ...entriesOf('i1', [['incident.noted', { text: 'x' }]]),
  ]
  expect(linksOf(opened!)).toEqual([
    { kind: 'alarm', id: 'a1' },
    { kind: 'alarm', id: 'a2' },
  ])
  expect(linksOf(started!)).toEqual([{ kind: 'planRun', id: 'r1' }])
  expect(linksOf(noted!)).toEqual([])
  const [linked] = entriesOf('a1', [['alarm.linked', { incidentId: IncidentId.parse('i1') }]])
  expect(linksOf(linked!)).toEqual([{ kind: 'incident', id: 'i1' }])
  expect(linksOf({ subject: { kind: 'incident', id: 'i1' }, payload: { incidentId: 'i1' } })).toEqual([])
})
