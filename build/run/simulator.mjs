import { spawn } from 'node:child_process'
import { say } from '../messages.mjs'
import { root } from '../root.mjs'
import { credentialsEnvironment } from './console.mjs'

/**
 * Starts the site simulator as a process of its own, which Ctrl+C in the terminal does not reach: it ends when the console has
 * ended. It waits for the broker by itself.
 *
 * @param {import('./console.mjs').Demo} demo
 * @returns {{ stop: () => void }}
 */
export function startSimulator(demo) {
  const args = [
    'out/demo/simulator.cjs',
    '--district',
    demo.district,
    '--broker',
    `mqtt://127.0.0.1:${demo.brokerPort}`,
    '--stranger',
    ...(demo.frames ? ['--frames', demo.frames] : []),
    ...(demo.plant ? ['--plant', demo.plant] : []),
  ]
  const env = { ...process.env, ...credentialsEnvironment(demo) }
  const child = spawn(process.execPath, args, {
    cwd: root,
    env,
    stdio: ['ignore', 'ignore', 'inherit'],
    detached: process.platform !== 'win32', // there it would open a window
  })
  say('startingSimulator', { port: demo.brokerPort })
  let isStopping = false
  const stop = () => {
    isStopping = true
    child.kill()
  }
  process.once('exit', stop)
  child.on('close', (code) => {
    process.removeListener('exit', stop)
    if (!isStopping) say('simulatorEnded', { code: code ?? 'signal' })
  })
  return { stop }
}
