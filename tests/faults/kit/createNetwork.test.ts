import { execFileSync, spawn } from 'node:child_process'
import { once } from 'node:events'
import { expect, it } from 'vitest'
import { createNetwork, whyNoNetworks } from './createNetwork'

it('joins two hosts by a cable that can be pulled and put back, and by a switch that can part them', async (context) => {
  const reason = whyNoNetworks()
  context.skip(reason !== undefined, reason)
  const network = await createNetwork(['left', 'right'])
  try {
    const [left, right] = network.hosts
    if (!left || !right) throw new Error('two hosts were asked for')
    const serve = `require('net').createServer((s) => s.end('hello')).listen(7000, '${right.address}', () => console.log('up'))`
    const [command, ...args] = [...right.prefix, process.execPath, '-e', serve]
    const server = spawn(command, args, { stdio: ['ignore', 'pipe', 'inherit'] })
    await once(server.stdout, 'data')
    const ask = () => {
      const connect = `require('net').connect({ port: 7000, host: '${right.address}', timeout: 1000 }).on('timeout', () => process.exit(1)).on('error', () => process.exit(1)).on('data', (d) => { console.log(String(d)); process.exit() })`
      const [command, ...args] = [...left.prefix, process.execPath, '-e', connect]
      try {
        return execFileSync(command, args, { encoding: 'utf8' }).trim()
      } catch {
        return 'nobody'
      }
    }
    expect(ask()).toBe('hello')
    await network.setCable(right, false)
    expect(ask()).toBe('nobody')
    await network.setCable(right, true)
    await expect.poll(ask, { timeout: 20_000 }).toBe('hello')
    await network.part([left, right])
    expect(ask()).toBe('nobody')
    await network.part([])
    await expect.poll(ask, { timeout: 20_000 }).toBe('hello')
    server.kill('SIGKILL')
    await once(server, 'close')
  } finally {
    await network.remove()
  }
})
