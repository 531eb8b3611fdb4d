import { act, type ReactNode } from 'react'
import { createRoot, type Root } from 'react-dom/client'
import { FeedProvider, HubProvider, select, startSelection, useRegistryState, useSession } from '../feed'
import { startI18n } from '../i18n'
import type { Session } from '../../domain/contract'
import { makeRegistryParts, makeSeat, makeSession, noLabels } from './builders'
import { createFakeClient, type FakeClient } from './fakeClient'

/** A simulated page has no layout: lists that draw what is in sight need to be told that something is. */
export function givePageASize(): void {
  for (const [property, px] of [
    ['clientHeight', 800],
    ['clientWidth', 1600],
  ] as const)
    Object.defineProperty(HTMLElement.prototype, property, { configurable: true, get: () => px })
}

export interface Page {
  client: FakeClient
  text(): string
  /** Lets feeds, promises and frames come through. */
  settle(): Promise<void>
  press(key: string, options?: KeyboardEventInit): Promise<void>
  click(element: Element | null | undefined): Promise<void>
  /** The first button (or any of `selector`) whose text holds `words`. */
  find(words: string, selector?: string): HTMLElement | undefined
  type(input: HTMLInputElement, text: string): Promise<void>
  close(): Promise<void>
}

type Answers = Parameters<typeof createFakeClient>[0]

/** Answers of a core for the registry of the builders. */
export function registryAnswers(): Answers {
  const { geometry, deviceTypes, devices, people, materials, plans } = makeRegistryParts()
  return {
    'registry.geometry': () => geometry,
    'registry.deviceTypes': () => ({ deviceTypes }),
    'registry.devices': () => devices,
    'registry.deviceLabels': () => noLabels(devices.ids.length),
    'registry.people': () => ({ people }),
    'registry.materials': () => ({ materials }),
    'registry.plans': () => ({ plans }),
  }
}

/** Draws what the shell would draw inside: once somebody is signed in and the registry is there. */
function WhenReady({ children }: { children: ReactNode }) {
  return useRegistryState().status === 'ready' ? children : undefined
}

function SignedIn({ children }: { children: ReactNode }) {
  return useSession()?.account ? (
    <HubProvider>
      <WhenReady>{children}</WhenReady>
    </HubProvider>
  ) : undefined
}

/**
 * Draws a part of the console on a simulated page, over a client without a core.
 *
 * @param options.isBare draws without waiting for sign-in and registry
 */
export async function renderPage(
  element: ReactNode,
  {
    answers = {},
    session = makeSession(),
    isBare = false,
  }: { answers?: Answers; session?: Session; isBare?: boolean } = {},
): Promise<Page> {
  Object.assign(globalThis, { IS_REACT_ACT_ENVIRONMENT: true })
  givePageASize()
  await startI18n('zh-CN')
  const stopSelection = startSelection()
  const fake = createFakeClient({ ...registryAnswers(), ...answers })
  const client: FakeClient = { ...fake, emit: (name, event) => act(() => fake.emit(name, event)) }
  const container = document.body.appendChild(document.createElement('div'))
  let root: Root | undefined
  const settle = () => act(() => new Promise<void>((resolve) => setTimeout(resolve, 150)))
  client.emit('session.changed', session)
  client.emit('seat.changed', makeSeat())
  await act(async () => {
    root = createRoot(container)
    root.render(<FeedProvider client={client}>{isBare ? element : <SignedIn>{element}</SignedIn>}</FeedProvider>)
  })
  await settle()
  return {
    client,
    settle,
    text: () => document.body.textContent,
    async press(key, options) {
      await act(async () => {
        const target = document.activeElement ?? document.body
        target.dispatchEvent(new KeyboardEvent('keydown', { key, bubbles: true, cancelable: true, ...options }))
      })
    },
    async click(element) {
      if (!element) throw new Error('nothing to click on')
      await act(async () => element.dispatchEvent(new MouseEvent('click', { bubbles: true, cancelable: true })))
    },
    find: (words, selector = 'button') =>
      [...document.body.querySelectorAll<HTMLElement>(selector)].find(({ textContent }) => textContent.includes(words)),
    async type(input, text) {
      await act(async () => {
        // React hears of a change only when the value is set past its own property.
        Object.getOwnPropertyDescriptor(HTMLInputElement.prototype, 'value')?.set?.call(input, text)
        input.dispatchEvent(new Event('input', { bubbles: true }))
      })
    },
    async close() {
      await act(async () => {
        select({})
        root?.unmount()
      })
      stopSelection()
      container.remove()
    },
  }
}
