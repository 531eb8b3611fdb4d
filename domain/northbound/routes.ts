/** What is asked, by method and path below `/api/v1`; `id` as it stands in the path. */
export type Asked =
  | { readonly what: 'who' | 'devices' | 'deviceTypes' | 'values' | 'alarms' | 'alarmHistory' | 'history' }
  | { readonly what: 'device' | 'patch' | 'command' | 'commandState'; readonly id: string }

type Plain = Exclude<Asked, { id: string }>['what']
type Named = Extract<Asked, { id: string }>['what']

export const apiRoot = '/api/v1'

const plain: Readonly<Record<string, Plain>> = {
  '': 'who',
  devices: 'devices',
  'device-types': 'deviceTypes',
  values: 'values',
  alarms: 'alarms',
  'alarm-history': 'alarmHistory',
  history: 'history',
}
/** By method, first word, and what stands behind the id. */
const named: Readonly<Record<string, Named>> = {
  'GET devices': 'device',
  'PATCH devices': 'patch',
  'POST devices commands': 'command',
  'GET commands': 'commandState',
}

/** Every route, its path below `apiRoot`. */
export const apiRoutes: readonly { readonly method: string; readonly path: string; readonly what: Asked['what'] }[] = [
  ...Object.entries(plain).map(([word, what]) => ({ method: 'GET', path: word === '' ? '' : `/${word}`, what })),
  ...Object.entries(named).map(([key, what]) => {
    const [method = '', first = '', ...rest] = key.split(' ')
    return { method, path: [`/${first}/{id}`, ...rest].join('/'), what }
  }),
]

/**
 * @param path without the query, percent-encoded
 * @returns `undefined` where nothing answers
 */
export function readRoute(method: string, path: string): Asked | undefined {
  if (path !== apiRoot && !path.startsWith(`${apiRoot}/`)) return undefined
  const [first = '', id, rest, ...more] = path
    .slice(apiRoot.length + 1)
    .replace(/\/$/, '')
    .split('/')
  if (more.length > 0) return undefined
  if (id === undefined) {
    const what = Object.hasOwn(plain, first) ? plain[first] : undefined
    return what !== undefined && method === 'GET' ? { what } : undefined
  }
  const key = [method, first, ...(rest === undefined ? [] : [rest])].join(' ')
  const what = Object.hasOwn(named, key) ? named[key] : undefined
  const plainId = decoded(id)
  return what !== undefined && plainId !== undefined && plainId !== '' ? { what, id: plainId } : undefined
}

function decoded(text: string): string | undefined {
  try {
    return decodeURIComponent(text)
  } catch {
    return undefined
  }
}
