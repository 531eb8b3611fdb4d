import { execFile, execFileSync } from 'node:child_process'
import { promisify } from 'node:util'

const run = promisify(execFile)

/** A host of its own: a name, and network interfaces that share nothing with this machine, a loopback among them. */
export interface Host {
  readonly name: string
  /** Its IPv4 address on the common cable. */
  readonly address: string
  /** Put before a command to run it on this host: `['ip', 'netns', 'exec', …]`. */
  readonly prefix: readonly string[]
}

/** Hosts on one switch, each on a cable of its own that can be pulled. */
export interface Network {
  readonly hosts: readonly Host[]
  /** Pulls a host's cable: nobody is told, packets just stop. `true` puts it back. */
  setCable(host: Host, isPluggedIn: boolean): Promise<void>
  /** Hosts that the switch does not let talk to each other; all others hear them as before. An empty list lets everybody talk again. */
  part(hosts: readonly Host[]): Promise<void>
  remove(): Promise<void>
}

/** Why networks cannot be made here; `undefined` where they can. */
export function whyNoNetworks(): string | undefined {
  if (process.platform !== 'linux') return 'network namespaces are a thing of Linux'
  if (process.getuid?.() !== 0) return 'network namespaces need root'
  const probe = `ct-probe-${process.pid}`
  try {
    execFileSync('ip', ['netns', 'add', probe], { stdio: 'ignore' })
    execFileSync('ip', ['netns', 'delete', probe], { stdio: 'ignore' })
    return undefined
  } catch {
    return 'ip netns is not to be had here'
  }
}

/**
 * Makes hosts 10.87.0.1, .2 … in network namespaces, joined by a bridge that lies in a namespace too, so that nothing of this machine's own network changes.
 *
 * @param names of the hosts, at most 12 letters each
 */
export async function createNetwork(names: readonly string[]): Promise<Network> {
  const id = `ct${process.pid}`
  const bridge = `${id}-switch`
  const ip = (...args: string[]) => run('ip', args)
  const made: string[] = []
  const addNamespace = async (name: string) => {
    await ip('netns', 'add', name)
    made.push(name)
    await ip('-n', name, 'link', 'set', 'lo', 'up')
  }
  /** A namespace goes with its last process; its links go with it. */
  const remove = async () => {
    for (const name of made.splice(0)) await ip('netns', 'delete', name)
  }

  try {
    await addNamespace(bridge)
    await ip('-n', bridge, 'link', 'add', 'switch', 'type', 'bridge')
    await ip('-n', bridge, 'link', 'set', 'switch', 'up')
    const hosts: Host[] = []
    for (const [i, name] of names.entries()) {
      const namespace = `${id}-${name}`
      const address = `10.87.0.${i + 1}`
      await addNamespace(namespace)
      await ip('-n', bridge, 'link', 'add', `to-${name}`, 'type', 'veth', 'peer', 'name', 'eth0', 'netns', namespace)
      await ip('-n', bridge, 'link', 'set', `to-${name}`, 'master', 'switch', 'up')
      await ip('-n', namespace, 'address', 'add', `${address}/24`, 'dev', 'eth0')
      await ip('-n', namespace, 'link', 'set', 'eth0', 'up')
      const rename = ['unshare', '--uts', 'sh', '-c', 'hostname "$0" && exec "$@"', name]
      hosts.push({ name, address, prefix: ['ip', 'netns', 'exec', namespace, ...rename] })
    }
    return {
      hosts,
      // At the switch: the host's own interface then has no carrier either, as with a real cable.
      setCable: async (host, isPluggedIn) =>
        void (await ip('-n', bridge, 'link', 'set', `to-${host.name}`, isPluggedIn ? 'up' : 'down')),
      async part(parted) {
        for (const host of hosts) {
          const is = parted.includes(host) ? 'on' : 'off'
          await ip('-n', bridge, 'link', 'set', `to-${host.name}`, 'type', 'bridge_slave', 'isolated', is)
        }
      },
      remove,
    }
  } catch (error) {
    await remove()
    throw error
  }
}
