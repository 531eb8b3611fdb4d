import { z } from 'zod'
import {
  AlarmHistoryAnswer,
  AlarmsAnswer,
  ApplicationCommand,
  ApplicationDevice,
  DevicesAnswer,
  DeviceTypesAnswer,
  HistoryAnswer,
  RefusalAnswer,
  ValuesAnswer,
  WhoAnswer,
} from './answers'
import {
  AlarmHistoryQuestion,
  AlarmsQuestion,
  CommandQuestion,
  DevicesQuestion,
  HistoryQuestion,
  nothingAsked,
  PatchQuestion,
  ValuesQuestion,
} from './questions'
import { apiRoot, apiRoutes, type Asked } from './routes'

interface Described {
  readonly summary: string
  /** Parameters of a reading, or the body of what changes something. */
  readonly question: z.ZodType
  readonly answer: z.ZodType
  /** Where it is not 200. */
  readonly status?: number
}

const described: Readonly<Record<Asked['what'], Described>> = {
  who: { summary: 'Who asks, and how many devices were granted', question: nothingAsked, answer: WhoAnswer },
  devices: {
    summary: 'Devices with place, state and what may be done',
    question: DevicesQuestion,
    answer: DevicesAnswer,
  },
  device: { summary: 'One device', question: nothingAsked, answer: ApplicationDevice },
  deviceTypes: { summary: 'Thing models of the devices', question: nothingAsked, answer: DeviceTypesAnswer },
  values: { summary: 'Latest values with time and quality', question: ValuesQuestion, answer: ValuesAnswer },
  alarms: { summary: 'Alarms that are not over', question: AlarmsQuestion, answer: AlarmsAnswer },
  alarmHistory: {
    summary: 'Alarms by the time they were raised',
    question: AlarmHistoryQuestion,
    answer: AlarmHistoryAnswer,
  },
  history: { summary: 'What one property told: samples, or buckets', question: HistoryQuestion, answer: HistoryAnswer },
  patch: { summary: 'Changes the record of a device', question: PatchQuestion, answer: ApplicationDevice },
  command: { summary: 'Commands a device', question: CommandQuestion, answer: ApplicationCommand, status: 202 },
  commandState: { summary: 'What became of a command', question: nothingAsked, answer: ApplicationCommand },
}

type Schema = Record<string, unknown>

const schemaOf = (of: z.ZodType, io: 'input' | 'output'): Schema => {
  const { $schema: _, ...schema } = z.toJSONSchema(of, { io, unrepresentable: 'any', target: 'draft-2020-12' })
  return schema
}

const json = (schema: Schema) => ({ content: { 'application/json': { schema } } })

function parametersOf(question: z.ZodType): Schema[] {
  const { properties = {}, required = [] } = z.toJSONSchema(question, { io: 'input', unrepresentable: 'any' })
  return Object.entries(properties).map(([name, schema]) => ({
    name,
    in: 'query',
    required: required.includes(name),
    schema,
  }))
}

/** What `/api/v1` answers, in the words of OpenAPI 3.1: made of the schemas by which it is checked. */
export function describeApi(version: string): Schema {
  const paths: Record<string, Schema> = {}
  for (const { method, path, what } of apiRoutes) {
    const { summary, question, answer, status = 200 } = described[what]
    const id = { name: 'id', in: 'path', required: true, schema: { type: 'string' } }
    const named = path.includes('{id}') ? [id] : []
    const isReading = method === 'GET'
    const operation = {
      operationId: what,
      summary,
      parameters: isReading ? [...named, ...parametersOf(question)] : named,
      ...(!isReading && { requestBody: { required: true, ...json(schemaOf(question, 'input')) } }),
      responses: {
        [status]: { description: summary, ...json(schemaOf(answer, 'output')) },
        default: { description: 'Refused; nothing was changed', ...json({ $ref: '#/components/schemas/Refusal' }) },
      },
    }
    paths[`${apiRoot}${path}`] = { ...paths[`${apiRoot}${path}`], [method.toLowerCase()]: operation }
  }
  return {
    openapi: '3.1.0',
    info: { title: 'Chengtai', version },
    security: [{ key: [] }],
    paths,
    components: {
      schemas: { Refusal: schemaOf(RefusalAnswer, 'output') },
      securitySchemes: { key: { type: 'http', scheme: 'basic', description: 'Id and key of a third-party system' } },
    },
  }
}
