/** Types of display.mjs for the tests that start displays of their own. */
export function hasDisplay(): boolean
export function startDisplaysInMemory(heads: number): Promise<{ display: string; heads: number; stop: () => void }>
