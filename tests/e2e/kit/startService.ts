import { spawn } from 'node:child_process'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { freePort } from '../../support/freePort'
import { brokerPassword, brokerUser, districtFile, root } from '../console'
import { until } from './deskProbe'

/** The headless service with the demo, as its own process. */
export interface StartedService {
  url: string
  brokerPort: number
  /** As the power would end it. */
  kill(): Promise<void>
  stop(): Promise<void>
}

/** Starts it, and waits until it answers. */
export async function startService(): Promise<StartedService> {
  const [port, brokerPort] = [await freePort(), await freePort()]
  const data = await mkdtemp(join(tmpdir(), 'chengtai-service-'))
  const child = spawn(
    process.execPath,
    [
      join(root, 'out/service/service.cjs'),
      `--data=${data}`,
      `--listen=127.0.0.1:${port}`,
      `--broker-port=${brokerPort}`,
      '--log-level=warn',
      '--demo',
      `--district=${districtFile}`,
    ],
    {
      stdio: ['ignore', 'ignore', 'inherit'],
      env: { ...process.env, CHENGTAI_BROKER_USER: brokerUser, CHENGTAI_BROKER_PASSWORD: brokerPassword },
    },
  )
  const ended = new Promise<void>((resolve) => child.on('exit', () => resolve()))
  const end = async (signal: NodeJS.Signals) => {
    child.kill(signal)
    await ended
  }
  const url = `http://127.0.0.1:${port}`
  await until('the service answers', async () => (await fetch(`${url}/health`)).status === 200, 60_000)
  return {
    url,
    brokerPort,
    kill: () => end('SIGKILL'),
    async stop() {
      await end('SIGTERM')
      await rm(data, { recursive: true, force: true })
    },
  }
}
