import type { Installation } from './joinInstallation'

/**
 * A console that has never reached its service has neither district nor accounts: it waits for them, but not for ever. What comes later is taken over by starting
 * anew.
 *
 * @param join links this seat with the others, without the parts of the core that need a district; told when the leader's district lies in the store
 * @returns whether the district came
 */
export async function awaitFirstSync(
  join: (onDistrict: () => void) => Promise<Installation>,
  limits: { patienceMs: number; lookEveryMs: number },
): Promise<boolean> {
  let hasDistrict = false
  const installation = await join(() => (hasDistrict = true))
  const isLevel = () =>
    installation.peers
      .visible()
      .some(({ isLeader, seatId }) => isLeader && installation.replicator.difference(seatId)?.behind === 0)
  const endMs = performance.now() + limits.patienceMs
  while (!(hasDistrict && isLevel()) && performance.now() < endMs)
    await new Promise((resolve) => setTimeout(resolve, limits.lookEveryMs))
  await installation.stop()
  return hasDistrict
}
