/** Longest stretch of background work between two looks at the sockets, ms. A unit of work inside takes a few more at most. */
const sliceMs = 4

/** Background work calls this between small units: it waits for the event loop's next turn when the slice is used up. */
export function createBreath(): () => Promise<void> | undefined {
  let sliceStartedAtMs = performance.now()
  return () => {
    if (performance.now() - sliceStartedAtMs < sliceMs) return undefined
    return new Promise((resolve) =>
      setImmediate(() => {
        sliceStartedAtMs = performance.now()
        resolve()
      }),
    )
  }
}
