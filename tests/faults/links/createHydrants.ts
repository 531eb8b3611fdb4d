import type { Registry } from '../../../core/iot/Registry'
import { createSiteLink } from '../../../demo/simulator/createSiteLink'
import type { SimDevice } from '../../../demo/simulator/Fleet'

/** The hydrants of a registry behind one gateway: the simulator's own link, which numbers, remembers and answers. */
export interface Hydrants {
  /** A value of each; `atMs` is its source time. */
  say(device: number, pressure: number, atMs: number): void
  tilt(device: number, atMs: number): void
  /** Commands that arrived, by id, in order. */
  readonly commands: readonly string[]
  /** Whether a command is answered. */
  isAnswering: boolean
  readonly isUp: boolean
  stop(): Promise<void>
}

export function createHydrants(registry: Registry, broker: string): Hydrants {
  const devices = Array.from({ length: registry.deviceCount }, (_, index) => simulated(registry, index))
  const at = (index: number) => {
    const device = devices[index]
    if (!device) throw new RangeError(`no hydrant ${index}`)
    return device
  }
  const commands: string[] = []
  let isUp = false
  const link = createSiteLink({
    broker,
    qos: 1,
    run: Date.now().toString(36),
    canAnswer: () => true,
    onService(_, deviceName, service, commandId) {
      commands.push(commandId)
      const device = devices.find(({ id }) => id === deviceName)
      if (device && hydrants.isAnswering)
        link.send({ kind: 'reply', device, service, commandId, code: 200, message: 'flushed' }, Date.now())
    },
    onState: (state) => void (isUp = state === 'up'),
  })
  const hydrants: Hydrants = {
    say: (index, pressure, atMs) => link.send({ kind: 'properties', device: at(index), values: { pressure } }, atMs),
    tilt: (index, atMs) => link.send({ kind: 'event', device: at(index), event: 'tilted', output: {} }, atMs),
    commands,
    isAnswering: true,
    get isUp() {
      return isUp
    },
    stop: () => link.stop(),
  }
  return hydrants
}

/** The hydrant as the simulator's link speaks for it. */
function simulated(registry: Registry, index: number): SimDevice {
  const device = registry.slotAt(index)
  if (!device) throw new RangeError(`no hydrant ${index}`)
  return {
    index,
    id: device.id,
    typeId: device.type.id,
    type: device.type,
    lngLat: [113.945, 22.535],
    buildingId: undefined,
    floor: 1,
    floors: 1,
    seed: index,
    parentId: undefined,
    overrides: new Map(),
    whereAt: undefined,
    isReachable: true,
    stuckProperty: undefined,
  }
}
