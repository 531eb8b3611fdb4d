import { renderToStaticMarkup } from 'react-dom/server'
import { beforeAll, expect, test } from 'vitest'
import { deviceStateCodes, type DeviceStateName } from '../../domain/contract'
import { startI18n } from '../i18n'
import { StateMark } from './StateMark'

beforeAll(() => startI18n('zh-CN'))

test('every state of a device has a mark of its own, told by its shape alone', () => {
  const states = Object.keys(deviceStateCodes) as DeviceStateName[]
  const drawings = states.map((state) => renderToStaticMarkup(<StateMark state={state} isDecoration />))
  expect(new Set(drawings).size).toBe(states.length)
})
