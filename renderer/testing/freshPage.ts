import { vi } from 'vitest'

// Test files of a worker share one process and one window: each begins with its own modules and an empty page, as if it were alone.
vi.resetModules()
document.head.replaceChildren()
document.body.replaceChildren()
for (const name of document.documentElement.getAttributeNames()) document.documentElement.removeAttribute(name)
localStorage.clear()
sessionStorage.clear()
Reflect.deleteProperty(globalThis, 'chengtai')
