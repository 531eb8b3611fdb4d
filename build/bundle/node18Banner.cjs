// Stands before every bundle that may run on Node 18.15 (Electron 25) and fills two gaps that fastify, pino, undici and aedes
// need at load time. On newer Node both are there and nothing is touched.
{
  const diagnostics = require('node:diagnostics_channel')
  diagnostics.tracingChannel ??= (name) => {
    const tracing = {}
    for (const event of ['start', 'end', 'asyncStart', 'asyncEnd', 'error']) {
      tracing[event] = diagnostics.channel(`tracing:${name}:${event}`)
      tracing[event].runStores ??= (_context, fn, self, ...args) => Reflect.apply(fn, self, args)
    }
    Object.defineProperty(tracing, 'hasSubscribers', { get: () => false })
    tracing.subscribe = tracing.unsubscribe = () => {}
    tracing.traceSync = tracing.tracePromise = (fn, _context, self, ...args) => Reflect.apply(fn, self, args)
    tracing.traceCallback = (fn, _position, _context, self, ...args) => Reflect.apply(fn, self, args)
    return tracing
  }
  globalThis.crypto ??= require('node:crypto').webcrypto
}
