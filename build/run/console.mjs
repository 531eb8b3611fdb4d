import { spawn } from 'node:child_process'
import { say } from '../messages.mjs'
import { root } from '../root.mjs'

/**
 * @typedef {object} Demo
 * @property {string} district file
 * @property {string | undefined} frames file of the links that speak described protocols
 * @property {string | undefined} plant file of the OPC UA server of the plant
 * @property {string | undefined} devices file of devices that come in by themselves
 * @property {number} brokerPort on 127.0.0.1
 * @property {number} tlsPort of its door for certificates
 * @property {number} httpsPort of the door for devices that speak HTTPS
 * @property {{ user: string, password: string }} credentials
 */

/** An open error box holds the console back from ending. */
const STOP_LIMIT_MS = 15_000

/**
 * Credentials travel in the environment: arguments can be read by every user of the machine.
 *
 * @param {Demo} demo
 */
export function credentialsEnvironment({ credentials, devices }) {
  return {
    CHENGTAI_BROKER_USER: credentials.user,
    CHENGTAI_BROKER_PASSWORD: credentials.password,
    ...(devices && { CHENGTAI_DEMO_DEVICES: devices }),
  }
}

/**
 * Starts the console and waits for its end. Ctrl+C reaches it by the terminal; other signals are handed on.
 *
 * @param {object} options
 * @param {import('../electronRuntime.mjs').ElectronRuntime} options.electron
 * @param {string | undefined} options.display an X server of our own
 * @param {Demo | undefined} options.demo
 * @param {string | undefined} options.service
 * @param {readonly string[]} options.passed
 * @returns {Promise<number>} its exit code
 */
export function startConsole({ electron, display, demo, service, passed }) {
  const isRoot = process.getuid?.() === 0
  if (isRoot) say('noSandbox')
  const args = [
    '.',
    ...(isRoot ? ['--no-sandbox'] : []),
    ...(display ? ['--ignore-gpu-blocklist'] : []), // Mesa's software rendering is five times as fast as Chromium's own
    ...(demo
      ? [
          '--demo',
          '--district',
          demo.district,
          '--broker-port',
          String(demo.brokerPort),
          '--broker-tls',
          `127.0.0.1:${demo.tlsPort}`,
          '--device-https',
          `127.0.0.1:${demo.httpsPort}`,
        ]
      : []),
    ...(demo?.frames ? ['--frames', demo.frames] : []),
    ...(demo?.plant ? ['--opcua', demo.plant] : []),
    ...(service ? ['--service', service] : []),
    ...passed,
  ]
  const env = {
    ...process.env,
    ...(display ? { DISPLAY: display } : {}),
    ...(demo ? credentialsEnvironment(demo) : {}),
  }
  say('startingConsole')
  const child = spawn(electron.executable, args, { cwd: root, env, stdio: 'inherit' })
  for (const signal of /** @type {const} */ (['SIGINT', 'SIGTERM', 'SIGHUP'])) {
    process.on(signal, () => {
      if (signal !== 'SIGINT') child.kill(signal)
      setTimeout(() => child.kill('SIGKILL'), STOP_LIMIT_MS).unref()
    })
  }
  return new Promise((resolve, reject) => {
    child.on('error', reject)
    child.on('close', (code, signal) => resolve(code ?? (signal === 'SIGINT' || signal === 'SIGTERM' ? 0 : 1)))
  })
}
