import type { Client } from '../../domain/contract'
import { createRegistry, type Registry } from './Registry'

/** Asks the core for all parts of the registry at once. @throws Refused what the core refused */
export async function loadRegistry(client: Client): Promise<Registry> {
  const [geometry, { deviceTypes }, devices, { people }, { materials }, { plans }] = await Promise.all([
    client.call('registry.geometry', {}),
    client.call('registry.deviceTypes', {}),
    client.call('registry.devices', {}),
    client.call('registry.people', {}),
    client.call('registry.materials', {}),
    client.call('registry.plans', {}),
  ])
  return createRegistry({ geometry, deviceTypes, devices, people, materials, plans })
}
