import { afterEach, expect, test } from 'vitest'
import { Refused, type Session } from '../../domain/contract'
import { makeSession } from '../testing/builders'
import { renderPage, type Page } from '../testing/render'
import { SignIn } from './SignIn'

const { account: _, ...nobody } = makeSession()
const demo: Session = {
  ...nobody,
  rights: [],
  demoAccounts: [{ name: 'zhoumin', displayName: '周敏', role: 'dispatcher', password: 'Demo-2026' }],
}

let page: Page
afterEach(() => page.close())

const open = async (signIn: () => Session, session = demo) => {
  page = await renderPage(<SignIn />, { isBare: true, session, answers: { 'session.signIn': signIn } })
}
const fields = () => [...document.querySelectorAll('input')]
const asked = () => page.client.calls.filter(({ name }) => name === 'session.signIn').map(({ params }) => params)

async function fillIn(name: string, password: string) {
  const [nameField, passwordField] = fields()
  await page.type(nameField!, name)
  await page.type(passwordField!, password)
  await page.click(page.find('登录'))
  await page.settle()
}

test('one signs in with name and password', async () => {
  await open(() => makeSession())
  await fillIn('zhoumin', 'geheim')
  expect(asked()).toEqual([{ name: 'zhoumin', password: 'geheim' }])
})

test('in the demo its people are listed with their passwords, and a click signs in', async () => {
  await open(() => makeSession())
  expect(page.text()).toContain('zhoumin / Demo-2026')
  await page.click(page.find('周敏'))
  expect(asked()).toEqual([{ name: 'zhoumin', password: 'Demo-2026' }])
})

test('outside the demo nobody is listed', async () => {
  await open(() => makeSession(), { ...demo, demoAccounts: [] })
  expect(page.text()).not.toContain('演示账户')
})

test('a wrong password is told, and what was typed stays', async () => {
  await open(() => {
    throw new Refused('wrongCredentials')
  })
  await fillIn('zhoumin', 'falsch')
  expect(page.text()).toContain('账户名或口令不对')
  expect(fields()[0]?.value).toBe('zhoumin')
})

test('a locked account says until when', async () => {
  await open(() => {
    throw new Refused('accountLocked', 'locked', { untilMs: Date.UTC(2026, 10, 22, 6, 30) })
  })
  await fillIn('zhoumin', 'falsch')
  expect(page.text()).toContain('账户已锁定至 14:30:00')
})
