import { expect, it } from 'vitest'
import { describeApi } from './openApi'
import { apiRoutes, readRoute } from './routes'

const { paths } = describeApi('1.0.0') as {
  paths: Record<string, Record<string, { parameters: { name: string; in: string }[]; responses: object }>>
}

it('every route is described, and every described one answers', () => {
  const told = Object.entries(paths).flatMap(([path, methods]) =>
    Object.keys(methods).map((method) => readRoute(method.toUpperCase(), path.replace('{id}', 'x'))?.what),
  )
  expect(told).toHaveLength(apiRoutes.length)
  expect(new Set(told)).toEqual(new Set(apiRoutes.map(({ what }) => what)))
})

it('names the parameters of a reading, and the fields of its answer', () => {
  const history = paths['/api/v1/history']?.['get']
  expect(history?.parameters.map(({ name }) => name)).toEqual(['device', 'property', 'from', 'to', 'step', 'limit'])
  expect(JSON.stringify(history?.responses)).toContain('nextFrom')
})

it('says what a body must hold', () => {
  const text = JSON.stringify(paths['/api/v1/devices/{id}/commands'])
  for (const name of ['key', 'service', 'input', 'reason', 'seen']) expect(text).toContain(`"${name}"`)
})

it('is JSON that refers to nothing that is not in it', () => {
  const text = JSON.stringify(describeApi('1.0.0'))
  expect(text.match(/"\$ref":"(?!#\/)/g)).toBeNull()
})
