import { parseArgs } from 'node:util'

/** What the console was started with. Credentials come by environment, never by the command line, where every process could read them. */
export interface ConsoleOptions {
  isDemo: boolean
  /** District file to import into an empty registry. */
  districtFile?: string
  /** Address of the service to follow; without one the console runs its own core. */
  serviceUrl?: string
  /** Address of the site's broker; without one the core starts the embedded broker. */
  brokerUrl?: string
  /** JSON file with mappings of plain JSON topics to devices; for a broker of the site. */
  mappingsFile?: string
  /** Port of the embedded broker on this machine; 0 lets the system choose. */
  brokerPort: number
  userDataDir?: string
  /** Folder for exported stories; the documents folder without. */
  exportsDir?: string
  /** Plain windows instead of full-screen ones: for working on the product itself. */
  isWindowed: boolean
}

/** Said to the person who started the console, before it ends. */
export class BadOption extends Error {}

const url = (text: string, protocols: readonly string[], option: string): string => {
  const parsed = tryUrl(text)
  if (!parsed || !protocols.includes(parsed.protocol))
    throw new BadOption(
      `--${option} needs an address that begins with ${protocols.map((p) => `${p}//`).join(' or ')}, not "${text}"`,
    )
  return text
}

const tryUrl = (text: string): URL | undefined => {
  try {
    return new URL(text)
  } catch {
    return undefined
  }
}

/**
 * Reads the command line. Chromium's own switches pass by unread; ours that are malformed are told, never guessed.
 *
 * @throws BadOption with a sentence for the person who started the console
 */
export function readOptions(argv: readonly string[]): ConsoleOptions {
  const { values } = parseArgs({
    args: [...argv],
    strict: false,
    options: {
      demo: { type: 'boolean' },
      district: { type: 'string' },
      service: { type: 'string' },
      broker: { type: 'string' },
      'broker-port': { type: 'string' },
      mappings: { type: 'string' },
      'user-data': { type: 'string' },
      exports: { type: 'string' },
      windowed: { type: 'boolean' },
    },
  })
  const text = (name: string): string | undefined => {
    const value = values[name]
    if (value === undefined) return undefined
    if (typeof value !== 'string' || value === '') throw new BadOption(`--${name} needs a value`)
    return value
  }
  const district = text('district')
  const service = text('service')
  const broker = text('broker')
  const mappings = text('mappings')
  if (mappings !== undefined && broker === undefined)
    throw new BadOption('--mappings goes with --broker: the embedded broker takes the thing-model dialect only')
  const userData = text('user-data')
  const exportsDir = text('exports')
  const port = Number(text('broker-port') ?? 0)
  if (!Number.isInteger(port) || port < 0 || port > 65_535)
    throw new BadOption('--broker-port needs a number from 0 to 65535')
  return {
    isDemo: values['demo'] === true,
    brokerPort: port,
    isWindowed: values['windowed'] === true,
    ...(district === undefined ? {} : { districtFile: district }),
    ...(service === undefined ? {} : { serviceUrl: url(service, ['ws:', 'wss:', 'http:', 'https:'], 'service') }),
    ...(broker === undefined ? {} : { brokerUrl: url(broker, ['mqtt:', 'mqtts:'], 'broker') }),
    ...(mappings === undefined ? {} : { mappingsFile: mappings }),
    ...(userData === undefined ? {} : { userDataDir: userData }),
    ...(exportsDir === undefined ? {} : { exportsDir }),
  }
}
