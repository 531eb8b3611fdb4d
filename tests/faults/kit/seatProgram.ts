/**
 * A seat as a process of its own, so that its clock can be another one than ours. Argument: `SeatProgramOptions` as JSON. Takes lines: `state` is answered by
 * `state JSON`, with the seat's state and what its clock shows; `stop` ends it in good order.
 */
import { createInterface } from 'node:readline'
import pino from 'pino'
import type { SeatNetwork } from '../../../core/seat/CoreOptions'
import { createCore } from '../../../core/seat/createCore'

export interface SeatProgramOptions {
  dataDir: string
  districtFile: string
  brokerUrl: string
  network: Omit<SeatNetwork, 'secret'>
  /** Base64. */
  secret: string
}

async function main({ dataDir, districtFile, brokerUrl, network, secret }: SeatProgramOptions): Promise<void> {
  const core = await createCore({
    dataDir,
    seatName: 'service',
    version: '0.0.0',
    isDemo: true,
    districtFile,
    broker: { kind: 'external', url: brokerUrl, username: '', password: '' },
    network: { ...network, secret: Buffer.from(secret, 'base64') },
    log: pino({ level: 'silent' }),
  })
  process.stdout.write('ready\n')
  for await (const line of createInterface({ input: process.stdin })) {
    if (line === 'stop') break
    if (line === 'state') process.stdout.write(`state ${JSON.stringify(core.seatState())}\n`)
  }
  await core.stop()
  process.exit(0)
}

void main(JSON.parse(process.argv[2] ?? '{}'))
