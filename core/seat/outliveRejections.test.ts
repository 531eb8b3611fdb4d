import { EventEmitter } from 'node:events'
import { expect, test } from 'vitest'
import { outliveRejections } from './outliveRejections'

test('a promise that nobody waited for is told with its error, and ends nothing', () => {
  const process = new EventEmitter()
  const told: unknown[] = []
  outliveRejections(process, { error: ({ err }) => told.push(err) })
  const error = new Error('nobody waited')
  process.emit('unhandledRejection', error)
  expect(told).toEqual([error])
})
