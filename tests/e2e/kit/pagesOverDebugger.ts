import { WebSocket } from 'ws'

/**
 * Asks each page of the workplace something, over Chromium's debugging port: for a console that was not started by Playwright.
 *
 * @returns the answers of those that answered, by the role of their display
 */
export async function askPages(port: number, expression: string): Promise<Map<string, unknown>> {
  const response = await fetch(`http://127.0.0.1:${port}/json/list`)
  const targets: { url: string; webSocketDebuggerUrl: string }[] = JSON.parse(await response.text())
  const answers = new Map<string, unknown>()
  await Promise.all(
    targets
      .filter(({ url }) => url.includes('/index.html'))
      .map(async ({ webSocketDebuggerUrl }) => {
        const answer = await ask(webSocketDebuggerUrl, `(async () => [chengtai.display.role, await (${expression})])()`)
        if (Array.isArray(answer)) answers.set(String(answer[0]), answer[1])
      }),
  )
  return answers
}

/** One page, by its role. */
export const askPage = async (port: number, role: string, expression: string): Promise<unknown> =>
  (await askPages(port, `chengtai.display.role === '${role}' ? ${expression} : undefined`)).get(role)

function ask(url: string, expression: string): Promise<unknown> {
  return new Promise((resolve) => {
    const socket = new WebSocket(url)
    const timer = setTimeout(() => finish(undefined), 5_000)
    const finish = (answer: unknown) => {
      clearTimeout(timer)
      socket.terminate()
      resolve(answer)
    }
    socket.on('error', () => finish(undefined))
    socket.on('open', () =>
      socket.send(
        JSON.stringify({
          id: 1,
          method: 'Runtime.evaluate',
          params: { expression, awaitPromise: true, returnByValue: true },
        }),
      ),
    )
    socket.on('message', (data: Buffer) => {
      const message: { id?: number; result?: { result?: { value?: unknown } } } = JSON.parse(data.toString())
      if (message.id === 1) finish(message.result?.result?.value)
    })
  })
}
