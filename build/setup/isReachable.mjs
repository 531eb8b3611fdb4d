const LIMIT_MS = 5_000

/**
 * Asks shortly before something long is tried: an address that a firewall swallows would hold the start for minutes.
 *
 * @param {string} url
 * @returns {Promise<boolean>} false behind a proxy too, which Node's fetch does not know
 */
export async function isReachable(url) {
  try {
    return (await fetch(url, { method: 'HEAD', signal: AbortSignal.timeout(LIMIT_MS) })).ok
  } catch {
    return false
  }
}
