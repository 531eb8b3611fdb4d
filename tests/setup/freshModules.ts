import { vi } from 'vitest'

// Test files of a worker share its process, which saves most of the time that starting processes takes. What a module remembers must not outlive its file.
vi.resetModules()
