/**
 * An OPC UA server as a process of its own, so that it can be stopped and killed: a pump with a pressure, whose history it keeps, a switch and a method, and two
 * alarms, one of which says since when it stands. Takes lines of JSON on its input: `{"pressure": 4.2, "atMs": …}`, `{"smoke": true}`, `{"flood": true}`,
 * `{"bad": true}`, `{"comment": "…"}`; tells `{"ready": port}` and what was asked of it on its output. A last argument holds a list of such to begin with.
 */
import readline from 'node:readline'
import { AddressSpace, DataType, OPCUACertificateManager, OPCUAServer, StatusCodes, Variant } from 'node-opcua'

const [port, pki, security = 'None', first = '[]'] = process.argv.slice(2)
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
addressSpace.installHistoricalDataNode(pressure, { maxOnlineValues: 5_000 })
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
addressSpace.installAlarmsAndConditionsService()
const normalState = own.addVariable({
  componentOf: pump,
  browseName: 'Normal',
  dataType: 'Boolean',
  value: new Variant({ dataType: DataType.Boolean, value: false }),
})
/**
 * @param {string} name
 * @param {object} source node that the alarm is about
 * @param {string[]} optionals
 */
function addAlarm(name, source, optionals) {
  const input = own.addVariable({ componentOf: source, browseName: `${name}Input`, dataType: 'Boolean' })
  input.setValueFromSource({ dataType: DataType.Boolean, value: false })
  const alarm = own.instantiateOffNormalAlarm({
    browseName: `${name}Alarm`,
    conditionSource: source,
    componentOf: source,
    conditionName: name,
    inputNode: input,
    normalState,
    optionals,
  })
  alarm.setEnabledState?.(true)
  return {
    set: (value) => input.setValueFromSource({ dataType: DataType.Boolean, value }),
    comment(text) {
      alarm.currentBranch().setComment(text)
      alarm.raiseNewConditionEvent?.(alarm.currentBranch())
      alarm.raiseConditionEvent(alarm.currentBranch(), true)
    },
  }
}
const sump = own.addObject({
  browseName: 'Sump',
  nodeId: 's=Sump',
  organizedBy: addressSpace.rootFolder.objects,
  eventSourceOf: addressSpace.rootFolder.objects.server,
  eventNotifier: 1,
})
const smoke = addAlarm('Smoke', pump, [])
const flood = addAlarm('Flood', sump, ['ActiveState.TransitionTime'])

/** @param {Record<string, any>} asked */
function change(asked) {
  const at = asked.atMs === undefined ? undefined : new Date(asked.atMs)
  if ('pressure' in asked)
    pressure.setValueFromSource({ dataType: DataType.Double, value: asked.pressure }, StatusCodes.Good, at)
  if ('bad' in asked) pressure.setValueFromSource({ dataType: DataType.Double, value: 0 }, StatusCodes.BadSensorFailure)
  if ('smoke' in asked) smoke.set(asked.smoke)
  if ('flood' in asked) flood.set(asked.flood)
  if ('comment' in asked) smoke.comment(asked.comment)
}
for (const asked of JSON.parse(first)) change(asked)
readline.createInterface({ input: process.stdin }).on('line', (line) => change(JSON.parse(line)))
process.stdin.on('end', () => process.exit(0))
await server.start()
tell({ ready: Number(port) })
