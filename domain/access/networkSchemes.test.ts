import { expect, it } from 'vitest'
import { DeviceNetwork, LocalText } from '../contract'
import { networkSchemeOf, networkSchemes } from './networkSchemes'

it.each(DeviceNetwork.options.filter((network) => network !== 'other'))('there is a whole scheme for %s', (network) => {
  const scheme = networkSchemeOf(network)
  expect(scheme?.protocols.length).toBeGreaterThan(0)
  expect(scheme?.steps.length).toBeGreaterThan(1)
  for (const said of [...(scheme?.steps ?? []), ...(scheme?.notes ?? [])]) expect(LocalText.parse(said)).toEqual(said)
  // Silence is longer than two of the reports that are advised, or a device would be offline between them.
  if (scheme?.downlink !== 'always')
    expect(scheme?.leastSilenceMs).toBeGreaterThanOrEqual(2_500 * (scheme?.reportEveryS ?? 0))
})

it('commands wait for those that sleep at least until they must have spoken', () => {
  for (const { downlink, commandWaitMs, reportEveryS } of Object.values(networkSchemes))
    expect(commandWaitMs).toBeGreaterThanOrEqual(downlink === 'always' ? 0 : reportEveryS * 1_000)
})

it('nothing is advised of a network that nobody named', () => {
  expect(networkSchemeOf(undefined)).toBeUndefined()
  expect(networkSchemeOf('other')).toBeUndefined()
})
