import type { DeviceSlot, PropertySlot, SiteDirectory } from '../site'
import type { ConditionMapping, NodeMapping, OpcUaOptions, ServiceMapping } from './options'

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
  findService(device: DeviceSlot, service: string): ServiceMapping | undefined
  /** Rows of the mapping that name nothing in the registry, in words for the engineer. */
  readonly strangers: readonly string[]
}

/** Rows that name an unknown device, property or event are left out and told: the rest of the site must not wait for them. */
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
  const services = new Map(options.services.map((row) => [`${row.productKey}/${row.deviceName}/${row.service}`, row]))
  return {
    nodes,
    conditions,
    strangers,
    findService: (device, service) => services.get(`${device.type.id}/${device.id}/${service}`),
  }
}
