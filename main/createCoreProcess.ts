import { type MessagePortMain, type UtilityProcess, utilityProcess } from 'electron'
import { type CoreStart, isFromCore, type ToCore } from './coreMessages'

/** The core in its own process: started, started again when it dies, stopped in good order. */
export interface CoreProcess {
  /** Gives one end of a channel to the core; waits until the core runs. */
  connect(port: MessagePortMain): void
  /** Told when a core took the place of another: pages then need a new port, since a page does not see its old one close. */
  onReplaced(listener: () => void): void
  /** The core could not start, in the words of the core. */
  onFailed(listener: (reason: string) => void): void
  stop(): Promise<void>
}

/** A core that dies more often than this within the minute is not started again: something it cannot mend by itself is wrong. */
const RESTARTS_PER_MINUTE = 5
const STOP_WITHIN_MS = 8_000

export function createCoreProcess(file: string, start: CoreStart, now: () => number): CoreProcess {
  const replaced = new Set<() => void>()
  const failed = new Set<(reason: string) => void>()
  const deaths: number[] = []
  let waiting: MessagePortMain[] = []
  let child: UtilityProcess | undefined
  let isReady = false
  let isStopping = false
  /** It asked for a new start. */
  let isRestarting = false
  let hasRun = false
  let stopped: (() => void) | undefined

  const tell = (message: ToCore, ports: MessagePortMain[] = []) => child?.postMessage(message, ports)

  const fork = () => {
    isReady = false
    child = utilityProcess.fork(file, [], { serviceName: 'chengtai-core', stdio: 'inherit' })
    child.on('message', (message: unknown) => {
      if (!isFromCore(message)) return
      if (message.type === 'failed') for (const listener of failed) listener(message.reason)
      if (message.type === 'stopped') stopped?.()
      if (message.type === 'restart' && !isStopping) {
        isRestarting = true
        tell({ type: 'stop' })
      }
      if (message.type !== 'ready') return
      isReady = true
      for (const port of waiting) tell({ type: 'connect' }, [port])
      waiting = []
      if (hasRun) for (const listener of replaced) listener()
      hasRun = true
    })
    child.on('exit', (code) => {
      child = undefined
      isReady = false
      if (isStopping) return stopped?.()
      if (isRestarting) {
        isRestarting = false
        return fork()
      }
      const atMs = now()
      deaths.push(atMs)
      while (deaths[0] !== undefined && deaths[0] < atMs - 60_000) deaths.shift()
      if (deaths.length > RESTARTS_PER_MINUTE)
        for (const listener of failed) listener(`core ended with code ${code}, ${deaths.length} times within a minute`)
      else fork()
    })
    tell(start)
  }
  fork()

  return {
    connect(port) {
      if (isReady) tell({ type: 'connect' }, [port])
      else waiting.push(port)
    },
    onReplaced(listener) {
      replaced.add(listener)
    },
    onFailed(listener) {
      failed.add(listener)
    },
    stop() {
      isStopping = true
      return new Promise((resolve) => {
        if (!child) return resolve()
        const timer = setTimeout(() => {
          child?.kill()
          resolve()
        }, STOP_WITHIN_MS)
        stopped = () => {
          clearTimeout(timer)
          resolve()
        }
        tell({ type: 'stop' })
      })
    },
  }
}
