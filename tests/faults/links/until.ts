/** Waits for a condition. @throws Error that names it when it does not come */
export async function until(what: string, isSo: () => boolean, withinMs = 30_000): Promise<void> {
  const endMs = Date.now() + withinMs
  while (!isSo()) {
    if (Date.now() > endMs) throw new Error(`did not happen within ${withinMs} ms: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 20))
  }
}
