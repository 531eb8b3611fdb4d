/** Switches in the Electron binary that close doors a control room has no use for. */
import { flipFuses, FuseV1Options, FuseVersion, getCurrentFuseWire } from '@electron/fuses'

/** How the wire writes a fuse: ASCII digits. */
const state = { off: '0'.charCodeAt(0), on: '1'.charCodeAt(0) }

/** @type {ReadonlyMap<FuseV1Options, boolean>} */
const wanted = new Map([
  [FuseV1Options.RunAsNode, false], // the signed binary must not run anybody's script
  [FuseV1Options.EnableNodeOptionsEnvironmentVariable, false],
  [FuseV1Options.EnableNodeCliInspectArguments, false], // no debugger on a running console
  [FuseV1Options.EnableCookieEncryption, true],
  [FuseV1Options.EnableEmbeddedAsarIntegrityValidation, true], // Windows and macOS; Linux does not look at it
  [FuseV1Options.OnlyLoadAppFromAsar, true],
  [FuseV1Options.GrantFileProtocolExtraPrivileges, false], // pages come by app://, never by file://
])

/**
 * Sets every wanted fuse that this Electron knows (older ones have fewer).
 *
 * @param {string} executable
 */
export async function setFuses(executable) {
  const known = await getCurrentFuseWire(executable)
  const config = Object.fromEntries([...wanted].filter(([fuse]) => known[fuse] !== undefined))
  const resetAdHocDarwinSignature = process.platform === 'darwin' && process.arch === 'arm64'
  await flipFuses(executable, { version: FuseVersion.V1, resetAdHocDarwinSignature, ...config })
}

/**
 * @param {string} executable
 * @returns {Promise<string[]>} names of the fuses that stand otherwise than wanted
 */
export async function findWrongFuses(executable) {
  const wire = await getCurrentFuseWire(executable)
  const isWrong = (/** @type {FuseV1Options} */ fuse, /** @type {boolean} */ on) =>
    wire[fuse] !== undefined && wire[fuse] !== (on ? state.on : state.off)
  return [...wanted].filter(([fuse, on]) => isWrong(fuse, on)).map(([fuse]) => FuseV1Options[fuse])
}
