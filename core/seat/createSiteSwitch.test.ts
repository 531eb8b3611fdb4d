import { beforeEach, expect, it } from 'vitest'
import type { SiteSink } from '../../connectors/site'
import type { SiteIntake } from '../iot/SiteIntake'
import { scopeSink } from './ScopeFilter'
import { createSiteSwitch, type SiteSwitch } from './createSiteSwitch'

let heard: string[]
/** Somebody who takes what links hear, and says stored when told to. */
const intake = (name: string): SiteIntake & { store(): void } => {
  const waiting: (() => void)[] = []
  const sink: SiteSink = {
    sample: (point, value) => void heard.push(`${name} ${point}=${value}`),
    heard: (device) => void heard.push(`${name} heard ${device}`),
    lost: (device) => void heard.push(`${name} lost ${device}`),
    event() {},
    receipt() {},
    answer() {},
    refused() {},
    numbered() {},
    whenStored: (done) => void waiting.push(done),
  }
  return {
    sinkFor: () => sink,
    setLink: (linkId, isUp) => void heard.push(`${name} ${linkId} ${isUp ? 'up' : 'down'}`),
    store: () => waiting.splice(0).forEach((done) => done()),
  }
}

let site: SiteSwitch
let link: SiteSink
beforeEach(() => {
  heard = []
  site = createSiteSwitch()
  link = site.sinkFor('a')
})

it('leads to whoever takes it at the moment, and tells each which links are up', () => {
  const [shadow, driving] = [intake('shadow'), intake('driving')]
  site.route(shadow)
  site.setLink('a', true)
  link.sample(1, 20, 0, 0)
  site.route(driving)
  link.sample(1, 21, 0, 0)
  expect(heard).toEqual(['shadow a down', 'shadow a up', 'shadow 1=20', 'driving a up', 'driving 1=21'])
})

it('counts what came, whoever took it', () => {
  link.heard(3, 5)
  site.route(intake('driving'))
  link.heard(3, 9)
  link.sample(1, 20, 0, 0)
  expect([site.countsOf('a'), site.countsOf('b'), site.sampleCount]).toEqual([
    { messages: 2, lastMessageAtMs: 9 },
    { messages: 0 },
    1,
  ])
})

it('says stored when whoever took it has stored it', () => {
  const driving = intake('driving')
  site.route(driving)
  let isStored = false
  link.whenStored(() => (isStored = true))
  expect(isStored).toBe(false)
  driving.store()
  expect(isStored).toBe(true)
})

it('acknowledges nothing once it is held, so that the broker keeps it for the next start', () => {
  site.route(intake('driving'))
  site.hold()
  site.route(intake('shadow'))
  let isStored = false
  link.sample(1, 20, 0, 0)
  link.whenStored(() => (isStored = true))
  expect([isStored, heard]).toEqual([false, ['driving a down']])
})

it('lets through what is in the scope, and counts the messages of what is not', () => {
  let ignored = 0
  const only = { hasDevice: (device: number) => device === 1, hasPoint: (point: number) => point === 10 }
  const sink = scopeSink(intake('driving').sinkFor('a'), only, () => ignored++)
  sink.heard(1, 0)
  sink.heard(2, 0)
  sink.lost(2, 0)
  sink.sample(10, 1, 0, 0)
  sink.sample(20, 1, 0, 0)
  expect([heard, ignored]).toEqual([['driving heard 1', 'driving 10=1'], 2])
})
