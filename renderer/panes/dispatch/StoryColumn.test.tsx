import { afterEach, expect, test } from 'vitest'
import { StoredEntry } from '../../../domain/journal/entry'
import { makeIncident, makeSeat } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { StoryColumn } from './StoryColumn'

let page: Page
afterEach(() => page.close())

const incident = makeIncident({ id: 'I-1' })

const note = (seq: number, origin: string) =>
  StoredEntry.parse({
    position: seq,
    id: `${origin}-${seq}`,
    origin,
    seq,
    hlc: { ms: 1_000_000 + seq, counter: 0 },
    actor: { kind: 'account', id: 'zhou', name: '周敏' },
    subject: { kind: 'incident', id: 'I-1' },
    kind: 'incident.noted',
    v: 1,
    payload: { text: `第 ${seq} 句 ${origin}` },
    prev: '0'.repeat(64),
    hash: '0'.repeat(64),
  })

test('only what this seat wrote and the leader lacks bears the mark, not older entries of the same incident', async () => {
  page = await renderPage(<StoryColumn incident={incident} />)
  page.client.emit('seat.changed', makeSeat({ pendingFromSeq: 3, pendingSubjects: ['incident I-1'] }))
  page.client.emit('story.appended', {
    isSnapshot: true,
    entries: [note(2, 'seat-1'), note(3, 'seat-1'), note(4, 'seat-2')],
  })
  await page.settle()
  const marked = [...document.querySelectorAll('li')].filter((line) => line.querySelector('[role=img]'))
  expect(marked.map(({ textContent }) => textContent)).toEqual([expect.stringContaining('第 3 句 seat-1')])
})
