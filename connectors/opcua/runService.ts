import type * as client from 'node-opcua-client'
import type { ClientSession, StatusCode } from 'node-opcua-client'
import type { CommandAnswer, SiteCommand } from '../site'
import type { ServiceMapping } from './options'

/** Not sent: the mapping asks for what the command does not bear. Beside the server's own codes, which all lie above. */
const badCommand = 400

type Input = SiteCommand['input']

/** Does what the mapping says the service is. @returns the server's answer, as the device's; what lacks an input is not sent */
export async function runService(
  opcua: typeof client,
  session: ClientSession,
  command: SiteCommand,
  { does }: ServiceMapping,
): Promise<Pick<CommandAnswer, 'code' | 'text'>> {
  const missing = inputsOf({ does }).find((name) => command.input[name] === undefined)
  if (missing !== undefined) return { code: badCommand, text: `${missing} is missing` }
  const value = does.kind === 'write' ? written(does, command.input) : undefined
  if (does.kind === 'write' && value === undefined)
    return { code: badCommand, text: `${does.dataType} is not what is given` }
  const status: StatusCode =
    does.kind === 'write'
      ? await session.write({
          nodeId: does.nodeId,
          attributeId: opcua.AttributeIds.Value,
          value: { value: { dataType: opcua.DataType[does.dataType], value } },
        })
      : (
          await session.call({
            objectId: does.objectId,
            methodId: does.methodId,
            inputArguments: does.input.map((name) => ({
              dataType: typeof command.input[name] === 'string' ? opcua.DataType.String : opcua.DataType.Double,
              value: command.input[name],
            })),
          })
        ).statusCode
  const isGood = status.value >>> 30 === 0
  return { code: isGood ? 200 : status.value, text: status.name }
}

/** Names of the inputs that the mapping takes from a command. */
export function inputsOf({ does }: Pick<ServiceMapping, 'does'>): readonly string[] {
  if (does.kind === 'call') return does.input
  return typeof does.value === 'string' ? [does.value] : []
}

/** @returns `undefined` for a text where a number is to be written */
function written(
  { value, dataType }: Extract<ServiceMapping['does'], { kind: 'write' }>,
  input: Input,
): number | boolean | string | undefined {
  const given = typeof value === 'number' ? value : input[value]
  if (dataType === 'String') return given === undefined ? undefined : String(given)
  if (typeof given !== 'number') return undefined
  return dataType === 'Boolean' ? given !== 0 : given
}
