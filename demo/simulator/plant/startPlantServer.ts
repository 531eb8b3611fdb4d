import type * as NodeOpcua from 'node-opcua'
import type { Namespace, OPCUAServer, UAObject, UAVariable, Variant } from 'node-opcua'
import { type Plant, PlantFile } from './plantFile'

/** The play, as a plant behind an OPC UA server needs it. */
export interface PlantSite {
  /** What a device measures now; nothing when it is gone. */
  measure(deviceId: string): Record<string, number> | undefined
  command(productKey: string, deviceId: string, service: string, input: Record<string, number>): void
}

export interface PlantServer {
  /** Whether the device speaks there. */
  has(deviceId: string): boolean
  stop(): Promise<void>
}

/** How often the server looks at its plant, ms. */
const SCAN_MS = 1_000
/** Values of each node that it keeps, so that a console that was away can ask for them: an hour of scans. */
const KEPT_VALUES = 3_600

/**
 * The plant of the demo district on an OPC UA server of its own, as a building controller has it: an object a device, with its properties as variables whose last hour is kept, and its services as methods.
 *
 * @param text the links file of the console
 * @param pkiFolder where its certificate is made
 * @throws ZodError, or the error of a port that is taken
 */
export async function startPlantServer(text: string, pkiFolder: string, site: PlantSite): Promise<PlantServer> {
  const [plant] = PlantFile.parse(JSON.parse(text))
  if (!plant) throw new RangeError('no server is named')
  // It takes seconds to load, and only a demo with a plant wants it.
  const opcua = await import('node-opcua')
  const server = new opcua.OPCUAServer({
    port: Number(new URL(plant.url).port),
    host: '127.0.0.1',
    hostname: '127.0.0.1',
    serverCertificateManager: new opcua.OPCUACertificateManager({ rootFolder: pkiFolder }),
    serverInfo: { applicationUri: 'urn:chengtai:demo-plant', productUri: 'chengtai-demo' },
  })
  await server.initialize()
  const { objects, variables } = build(opcua, server, plant, site)
  const scan = () => {
    for (const [deviceName, byProperty] of variables) {
      const measured = site.measure(deviceName)
      for (const [property, variable] of byProperty) {
        const value = measured?.[property]
        const status = value === undefined ? opcua.StatusCodes.BadNoCommunication : opcua.StatusCodes.Good
        variable.setValueFromSource({ dataType: opcua.DataType.Double, value: value ?? 0 }, status)
      }
    }
  }
  await server.start()
  const timer = setInterval(scan, SCAN_MS)
  return {
    has: (deviceId) => objects.has(deviceId),
    async stop() {
      clearInterval(timer)
      await server.shutdown(0)
    },
  }
}

function build(opcua: typeof NodeOpcua, server: OPCUAServer, plant: Plant, site: PlantSite) {
  const space = server.engine.addressSpace
  if (!space) throw new Error('the server has no address space')
  const own: Namespace = space.getOwnNamespace()
  const objects = new Map<string, UAObject>()
  const variables = new Map<string, Map<string, UAVariable>>()
  const keys = new Map<string, string>()
  const local = (nodeId: string) => nodeId.slice(nodeId.indexOf(';') + 1)
  for (const { nodeId, productKey, deviceName, property } of plant.nodes) {
    const object =
      objects.get(deviceName) ??
      own.addObject({ browseName: deviceName, nodeId: `s=${deviceName}`, organizedBy: space.rootFolder.objects })
    objects.set(deviceName, object)
    keys.set(deviceName, productKey)
    const variable = own.addVariable({
      componentOf: object,
      browseName: property,
      nodeId: local(nodeId),
      dataType: 'Double',
    })
    space.installHistoricalDataNode(variable, { maxOnlineValues: KEPT_VALUES })
    const ofDevice = variables.get(deviceName) ?? new Map<string, UAVariable>()
    variables.set(deviceName, ofDevice.set(property, variable))
  }
  for (const { deviceName, service, does } of plant.services) {
    const object = objects.get(deviceName)
    const productKey = keys.get(deviceName)
    if (!object || productKey === undefined) continue
    const method = own.addMethod(object, {
      browseName: service,
      nodeId: local(does.methodId),
      inputArguments: does.input.map((name) => ({
        name,
        dataType: opcua.DataType.Double,
        description: { text: name },
      })),
      outputArguments: [],
    })
    method.bindMethod((values: Variant[], _context, done) => {
      const input = Object.fromEntries(does.input.map((name, i) => [name, Number(values[i]?.value)]))
      const isThere = site.measure(deviceName) !== undefined
      if (isThere) site.command(productKey, deviceName, service, input)
      done(null, { statusCode: isThere ? opcua.StatusCodes.Good : opcua.StatusCodes.BadNoCommunication })
    })
  }
  return { objects, variables }
}
