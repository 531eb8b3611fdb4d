import { afterEach, expect, test, vi } from 'vitest'
import { makeIncident } from '../../testing/builders'
import { renderPage, type Page } from '../../testing/render'
import { DownloadButton } from './DownloadButton'

let page: Page
afterEach(() => {
  vi.restoreAllMocks()
  return page.close()
})

const incident = makeIncident({ id: 'IN-1' })
const story = {
  incident,
  alarms: [],
  tasks: [],
  commands: [],
  messages: [],
  entries: [],
  exportedAtMs: 1,
}

test('gives the whole story to the browser to save, under the number of the incident', async () => {
  const saved: { name: string; blob: Blob | undefined }[] = []
  let blob: Blob | undefined
  Object.assign(URL, {
    createObjectURL: (given: Blob) => {
      blob = given
      return 'blob:story'
    },
    revokeObjectURL: () => {},
  })
  vi.spyOn(HTMLAnchorElement.prototype, 'click').mockImplementation(function (this: HTMLAnchorElement) {
    saved.push({ name: this.download, blob })
  })
  page = await renderPage(<DownloadButton incident={incident} />, { answers: { 'incident.export': () => story } })
  await page.click(page.find('下载'))
  await page.settle()
  expect(saved.map(({ name }) => name)).toEqual([`${incident.number}.json`])
  expect(JSON.parse((await saved[0]?.blob?.text()) ?? '{}')).toMatchObject({ incident: { id: 'IN-1' } })
})

test('says why there is nothing to save', async () => {
  page = await renderPage(<DownloadButton incident={incident} />)
  await page.click(page.find('下载'))
  await page.settle()
  expect(document.querySelector('[role=alert]')?.textContent).not.toBe('')
})
