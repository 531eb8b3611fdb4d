import { afterEach, expect, test } from 'vitest'
import { DeviceId } from '../../../domain/contract'
import { makeSeat, makeSession } from '../../testing/builders'
import { makeCertificate } from '../../testing/makeAccess'
import { renderPage, type Page } from '../../testing/render'
import { CertificatesPane } from './CertificatesPane'

let page: Page
afterEach(() => page.close())

const dayMs = 86_400_000
const nowMs = Date.UTC(2030, 0, 1)
const certificate = (number: number, daysLeft: number, deviceId = `dev-${number}`) =>
  makeCertificate({
    id: String(number).repeat(64),
    holder: { kind: 'device', deviceId: DeviceId.parse(deviceId) },
    notAfterMs: nowMs + daysLeft * dayMs - 1,
  })

async function open(...upserts: ReturnType<typeof certificate>[]) {
  page = await renderPage(<CertificatesPane />, { session: makeSession('securityAdministrator') })
  page.client.emit('seat.changed', makeSeat({ nowMs }))
  page.client.emit('certificate.changed', { isSnapshot: true, position: 1, upserts, removes: [] })
  await page.settle()
}

test('the header says how many end within thirty days, and when the first of them does', async () => {
  await open(certificate(1, 25), certificate(2, 6), certificate(3, 300))
  expect(document.querySelector('header')?.textContent).toContain('2 张证书 30 天内到期 · 最早余 6 天')
  expect(page.text()).toContain('余 25 天')
})

test('one that a later one of the same device replaces is not told in the header', async () => {
  await open(certificate(1, 6, 'dev'), certificate(2, 300, 'dev'))
  expect(page.text()).not.toContain('30 天内到期')
})
