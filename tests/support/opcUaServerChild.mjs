/**
 * An OPC UA server as a process of its own, so that it can be stopped and killed: a pump with a pressure, a switch and a method, and an alarm of a
 * room. Takes lines of JSON on its input: `{"pressure": 4.2}`, `{"isAlarm": true}`, `{"bad": true}`; tells `{"ready": port}` and what was asked of it on its output.
 */
import readline from 'node:readline'
import { AddressSpace, DataType, OPCUACertificateManager, OPCUAServer, StatusCodes, Variant } from 'node-opcua'

const [port, pki, security = 'None'] = process.argv.slice(2)
const tell = (message) => process.stdout.write(`${JSON.stringify(message)}\n`)

const server = new OPCUAServer({
  port: Number(port),
  host: '127.0.0.1',
  hostname: '127.0.0.1',
  serverCertificateManager: new OPCUACertificateManager({
    rootFolder: pki,
    automaticallyAcceptUnknownCertificate: true,
  }),
  allowAnonymous: security === 'None',
  userManager: { isValidUser: (name, password) => name === 'chengtai' && password === 'secret' },
  isAuditing: false,
  serverInfo: { applicationUri: 'urn:chengtai:test-server', productUri: 'chengtai-test' },
})
await server.initialize()
const addressSpace = server.engine.addressSpace
if (!(addressSpace instanceof AddressSpace) && !addressSpace) throw new Error('no address space')
const own = addressSpace.getOwnNamespace()
const pump = own.addObject({
  browseName: 'Pump',
  nodeId: 's=Pump',
  organizedBy: addressSpace.rootFolder.objects,
  eventSourceOf: addressSpace.rootFolder.objects.server,
  eventNotifier: 1,
})
const pressure = own.addVariable({
  componentOf: pump,
  browseName: 'Pressure',
  nodeId: 's=Pump.Pressure',
  dataType: 'Double',
})
pressure.setValueFromSource({ dataType: DataType.Double, value: 1 })
const running = own.addVariable({
  componentOf: pump,
  browseName: 'Running',
  nodeId: 's=Pump.Running',
  dataType: 'Boolean',
})
running.setValueFromSource({ dataType: DataType.Boolean, value: false })
running.on('value_changed', (value) => tell({ running: value.value.value }))
const method = own.addMethod(pump, {
  browseName: 'Boost',
  nodeId: 's=Pump.Boost',
  inputArguments: [{ name: 'bar', dataType: DataType.Double, description: { text: 'bar' } }],
  outputArguments: [],
})
method.bindMethod((inputs, _context, done) => {
  tell({ boosted: inputs[0].value })
  done(null, { statusCode: inputs[0].value > 10 ? StatusCodes.BadOutOfRange : StatusCodes.Good })
})
const input = own.addVariable({ componentOf: pump, browseName: 'Smoke', nodeId: 's=Pump.Smoke', dataType: 'Boolean' })
input.setValueFromSource({ dataType: DataType.Boolean, value: false })
addressSpace.installAlarmsAndConditionsService()
const alarm = own.instantiateOffNormalAlarm({
  browseName: 'SmokeAlarm',
  conditionSource: pump,
  componentOf: pump,
  conditionName: 'Smoke',
  inputNode: input,
  normalState: own.addVariable({
    componentOf: pump,
    browseName: 'Normal',
    dataType: 'Boolean',
    value: new Variant({ dataType: DataType.Boolean, value: false }),
  }),
})
alarm.setEnabledState?.(true)

readline.createInterface({ input: process.stdin }).on('line', (line) => {
  const asked = JSON.parse(line)
  if ('pressure' in asked) pressure.setValueFromSource({ dataType: DataType.Double, value: asked.pressure })
  if ('bad' in asked) pressure.setValueFromSource({ dataType: DataType.Double, value: 0 }, StatusCodes.BadSensorFailure)
  if ('isAlarm' in asked) input.setValueFromSource({ dataType: DataType.Boolean, value: asked.isAlarm })
})
process.stdin.on('end', () => process.exit(0))
await server.start()
tell({ ready: Number(port) })
