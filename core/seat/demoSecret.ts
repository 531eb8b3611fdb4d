/**
 * The secret of a demo: known to everybody, so that service and console of a demo on one machine find each other without a file. Good for nothing else, and
 * taken only where both sides are on loopback.
 */
export const demoSecret = Buffer.from('chengtai-demo-installation-secret-known-to-all')

/** Whether a host name or address means this machine alone. */
export const isLoopback = (host: string): boolean =>
  host === 'localhost' || host === '::1' || host === '[::1]' || /^127(\.\d{1,3}){3}$/.test(host)
