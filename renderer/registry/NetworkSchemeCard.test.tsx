import { afterEach, expect, it } from 'vitest'
import { networkSchemes } from '../../domain/access/networkSchemes'
import { DeviceNetwork } from '../../domain/contract'
import { renderPage, type Page } from '../testing/render'
import { NetworkSchemeCard } from './NetworkSchemeCard'

let page: Page
afterEach(() => page.close())

// req: R-4.1.1.1-03
it.each(['2g', '3g', '4g', '5g', 'nbIot', 'lora'] as const)(
  'shows how a device over %s is joined, and what to set on it',
  async (network) => {
    page = await renderPage(<NetworkSchemeCard network={network} />)
    const shown = document.body.textContent ?? ''
    for (const step of networkSchemes[network].steps) expect(shown).toContain(step.zh)
    for (const source of networkSchemes[network].sources) expect(shown).toContain(source)
    expect(shown).toContain(networkSchemes[network].downlink === 'always' ? '随时' : '下行')
  },
)

it('says of a device that sleeps when commands reach it and how long they wait', async () => {
  page = await renderPage(<NetworkSchemeCard network="nbIot" />)
  expect(document.body.textContent).toContain('上报后')
  expect(document.body.textContent).toContain('指令等待30 分')
})

it('says nothing while no network is chosen, nor of one that nobody named', async () => {
  page = await renderPage(<NetworkSchemeCard network="" />)
  expect(document.querySelector('section')).toBeNull()
  expect(DeviceNetwork.options).toContain('other')
})
