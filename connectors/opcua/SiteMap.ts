import type { DeviceSlot, PropertySlot, SiteDirectory } from '../site'
import type { ConditionMapping, NodeMapping, OpcUaOptions, ServiceMapping } from './options'
import { inputsOf } from './runService'

/** A mapped node with the point it stands for. */
export interface MappedNode {
  readonly mapping: NodeMapping
  readonly device: DeviceSlot
  readonly slot: PropertySlot
}

/** A mapped condition with its device. */
export interface MappedCondition {
  readonly mapping: ConditionMapping
  readonly device: DeviceSlot
}

/** The mapping, laid over the registry. */
export interface SiteMap {
  readonly nodes: readonly MappedNode[]
  readonly conditions: readonly MappedCondition[]
  /** Whether any row names the device. */
  hasDevice(device: DeviceSlot): boolean
  /** The same, by the device's row in the registry. */
  hasRow(row: number): boolean
  findService(device: DeviceSlot, service: string): ServiceMapping | undefined
  /** Rows of the mapping that name nothing in the registry, in words for the engineer. */
  readonly strangers: readonly string[]
}

/** Rows that name an unknown device, property, event, service or input are left out and told: the rest of the site must not wait for them. */
export function createSiteMap(options: OpcUaOptions, directory: SiteDirectory): SiteMap {
  const strangers: string[] = []
  const nodes: MappedNode[] = []
  const conditions: MappedCondition[] = []
  for (const mapping of options.nodes) {
    const device = directory.findDevice(mapping.productKey, mapping.deviceName)
    const slot = device?.properties.get(mapping.property)
    if (device && slot) nodes.push({ mapping, device, slot })
    else strangers.push(`${mapping.nodeId}: ${mapping.productKey}/${mapping.deviceName}/${mapping.property}`)
  }
  for (const mapping of options.conditions) {
    const device = directory.findDevice(mapping.productKey, mapping.deviceName)
    const isKnown = device?.events.has(mapping.event) === true
    if (device && isKnown) conditions.push({ mapping, device })
    else strangers.push(`${mapping.sourceNodeId}: ${mapping.productKey}/${mapping.deviceName}/${mapping.event}`)
  }
  const services = new Map<string, { device: DeviceSlot; mapping: ServiceMapping }>()
  for (const mapping of options.services) {
    const device = directory.findDevice(mapping.productKey, mapping.deviceName)
    const known = device?.services.get(mapping.service)
    const isKnown = known && inputsOf(mapping).every((name) => known.input.some(({ id }) => id === name))
    if (device && isKnown) services.set(`${device.index} ${mapping.service}`, { device, mapping })
    else strangers.push(`${mapping.does.kind}: ${mapping.productKey}/${mapping.deviceName}/${mapping.service}`)
  }
  const devices = new Set([...nodes, ...conditions, ...services.values()].map(({ device }) => device.index))
  return {
    nodes,
    conditions,
    strangers,
    hasDevice: ({ index }) => devices.has(index),
    hasRow: (row) => devices.has(row),
    findService: (device, service) => services.get(`${device.index} ${service}`)?.mapping,
  }
}
