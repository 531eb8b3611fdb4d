import { vi } from 'vitest'

// Test files of a worker share its process, which saves most of the time that starting processes takes. What a file leaves behind must not outlive it: clocks
// and spies, what modules remember, and what a library writes into the environment (node-opcua sets OPENSSL_CONF).
vi.useRealTimers()
vi.restoreAllMocks()
vi.unstubAllGlobals()
vi.resetModules()
const key = Symbol.for('chengtai.test.environment')
const first: unknown = Reflect.get(globalThis, key) ?? { ...process.env }
Reflect.set(globalThis, key, first)
for (const name of Object.keys(process.env)) if (!Object.hasOwn(Object(first), name)) delete process.env[name]
Object.assign(process.env, first)
