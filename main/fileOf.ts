import { join, normalize, sep } from 'node:path'

/**
 * File of the renderer that an address names.
 *
 * @returns `undefined` for an address outside the folder, of another host, or that names nothing
 */
export function fileOf(address: string, folder: string): string | undefined {
  const url = new URL(address)
  if (url.protocol !== 'app:' || url.host !== 'chengtai') return undefined
  const name = decode(url.pathname)
  if (name === undefined || name.includes('\0')) return undefined
  const path = normalize(join(folder, name))
  return path.startsWith(folder + sep) ? path : undefined
}

function decode(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
