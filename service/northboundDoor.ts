import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify'
import { describeApi } from '../domain/northbound/openApi'
import { apiRoot } from '../domain/northbound/routes'
import { version } from '../package.json'
import { mostBodyBytes } from '../domain/northbound/questions'
import type { ApplicationReply, ApplicationRequest } from '../core/northbound/createApplications'

type Ask = (request: ApplicationRequest) => Promise<ApplicationReply>

/** `/api/v1` of the HTTP server: where systems of others ask. Everything is decided by the core, also what is refused. */
export function openNorthboundDoor(app: FastifyInstance, ask: Ask): void {
  void app.register(
    async (door) => {
      door.removeAllContentTypeParsers()
      door.addContentTypeParser('*', { parseAs: 'string', bodyLimit: mostBodyBytes }, (_request, body, done) =>
        done(null, body),
      )
      door.setErrorHandler(async (error, request, reply) => {
        const isTooLarge = 'statusCode' in Object(error) && Object(error).statusCode === 413
        return send(reply, await ask({ ...requestOf(request), fault: isTooLarge ? 'tooLarge' : 'badRequest' }))
      })
      const description = JSON.stringify(describeApi(version))
      // What is asked, not who: the description holds nothing of the district.
      door.get('/openapi.json', (_request, reply) => reply.type('application/json').send(description))
      const answer = async (request: FastifyRequest, reply: FastifyReply) => send(reply, await ask(requestOf(request)))
      door.all('/', answer)
      door.all('/*', answer)
    },
    { prefix: apiRoot },
  )
}

function requestOf({ method, url, query, body, headers, socket }: FastifyRequest): ApplicationRequest {
  return {
    method: method === 'HEAD' ? 'GET' : method,
    path: url.split('?', 1)[0] ?? '',
    query: { ...Object(query) },
    body: typeof body === 'string' ? body : undefined,
    contentType: headers['content-type'],
    authorization: headers.authorization,
    address: (socket.remoteAddress ?? '').replace(/^::ffff:/, ''),
  }
}

const send = (reply: FastifyReply, { status, body }: ApplicationReply): FastifyReply =>
  reply
    .code(status)
    .headers({
      'cache-control': 'no-store',
      ...(status === 401 && { 'www-authenticate': 'Basic realm="Chengtai", charset="UTF-8"' }),
      ...(status === 429 && { 'retry-after': '1' }),
    })
    .send(body)
