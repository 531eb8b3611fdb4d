import { z } from 'zod'
import { readBasic } from '../../connectors/http/readBasic'
import { type Actor, errors, type LocalText, Refused, type RefusalReason } from '../../domain/contract'
import { readBy } from '../../domain/contract/readBy'
import {
  AlarmHistoryQuestion,
  AlarmsQuestion,
  CommandQuestion,
  DevicesQuestion,
  HistoryQuestion,
  mostBodyBytes,
  nothingAsked,
  PatchQuestion,
  ValuesQuestion,
} from '../../domain/northbound/questions'
import { type RateLimits, RequestRate } from '../../domain/northbound/RequestRate'
import { type Asked, readRoute } from '../../domain/northbound/routes'
import type { Intruders } from '../access/createIntruders'
import type { Refusals } from '../iot/Refusals'
import type { Journal } from '../journal/Journal'
import type { SystemKeys } from '../registry/SystemKeys'
import type { Answers } from './createAnswers'
import type { Commanding } from './createCommanding'
import type { UseLog } from './createUseLog'

/** A request as it came in. */
export interface ApplicationRequest {
  readonly method: string
  /** Without the query, percent-encoded. */
  readonly path: string
  /** A name that was given twice has a list. */
  readonly query: Readonly<Record<string, unknown>>
  readonly body?: string | undefined
  readonly contentType?: string | undefined
  readonly authorization?: string | undefined
  /** Whence, without port. */
  readonly address: string
  /** What was wrong with it already at the server. */
  readonly fault?: 'tooLarge' | 'badRequest'
}

export interface ApplicationReply {
  readonly status: number
  readonly body: unknown
}

export interface Applications {
  /** Answers a request; what is refused is counted and answered too. Never throws. */
  ask(request: ApplicationRequest): Promise<ApplicationReply>
  stop(): Promise<void>
}

export interface ApplicationsParts {
  journal: Pick<Journal, 'view'>
  keys: Pick<SystemKeys, 'matches'>
  intruders: Pick<Intruders, 'note' | 'listensTo' | 'listensToAddress' | 'entered' | 'left'>
  refusals: Pick<Refusals, 'add'>
  answers: Answers
  commanding: Commanding
  useLog: UseLog
  now: () => number
  onError: (error: unknown) => void
  limits?: RateLimits
}

/** Under this name the door is found in the lists of intruders and refusals. */
const linkId = 'api'
const usualLimits: RateLimits = { burst: 100, perSecond: 20 }
/** Answers that read from disk, of one system at a time. */
const mostReading = 2
/** An address that nobody known has come in from for so long is a stranger's again, ms. */
const guestForMs = 600_000
const stranger = '-'

interface Visitor {
  readonly actor: Actor
  readonly name: LocalText
}

/** How refusals stand in the list of refused messages. */
const reasons: Readonly<Record<string, RefusalReason>> = {
  badRequest: 'wrongShape',
  unknownMethod: 'unknownTopic',
  notFound: 'notGranted',
  notAllowed: 'notGranted',
  tooLarge: 'tooLarge',
  tooManyRequests: 'tooFast',
  accountLocked: 'tooFast',
}

/** The door for systems of others: id and key, and after that nothing but what was granted. */
export function createApplications(parts: ApplicationsParts): Applications {
  const { journal, keys, intruders, refusals, answers, commanding, useLog, now, onError } = parts
  const limits = parts.limits ?? usualLimits
  const rates = new Map<string, RequestRate>()
  const reading = new Map<string, number>()
  const guests = new Map<string, number>()

  function welcome(address: string): void {
    if (!guests.has(address)) intruders.entered(address)
    guests.set(address, now())
    for (const [known, lastMs] of guests) {
      if (now() - lastMs <= guestForMs) continue
      guests.delete(known)
      intruders.left(known)
    }
  }

  /** @throws Refused `wrongCredentials`; `accountLocked` for a while after many failures */
  function enter({ authorization, address, method, path }: ApplicationRequest): Visitor {
    const claimed = readBasic(authorization)
    const name = claimed?.name ?? stranger
    const system = claimed && journal.view.get('thirdPartySystem', claimed.name)
    const known = system && !system.removed && system.sealedKey !== undefined ? system : undefined
    // A key is compared also where there is none, so that the time an answer takes tells nothing.
    if (!keys.matches(known?.sealedKey, claimed?.password ?? '') || !known) {
      // Who has the key comes in all the same: a stranger at the same address who knows its id must not be able to keep it out.
      if (!intruders.listensToAddress(linkId, address) || !intruders.listensTo(linkId, name, address))
        throw new Refused('accountLocked', `${name} at ${address} is locked out for a while`)
      const reason = known ? 'wrongKey' : 'unknownSystem'
      intruders.note({ linkId, name, address, reason, sample: `${method} ${path}` })
      throw new Refused('wrongCredentials', 'id and key of a system are needed (Basic)')
    }
    welcome(address)
    return {
      actor: { kind: 'application', id: known.id, name: known.name.zh.slice(0, 120) },
      name: known.name,
    }
  }

  function slowDown(systemId: string): void {
    const rate = rates.get(systemId) ?? new RequestRate(limits, now())
    rates.set(systemId, rate)
    if (!rate.take(now())) throw new Refused('tooManyRequests', `at most ${limits.perSecond} requests a second`)
  }

  async function readFromDisk<T>(systemId: string, read: () => Promise<T>): Promise<T> {
    const running = reading.get(systemId) ?? 0
    if (running >= mostReading)
      throw new Refused('tooManyRequests', `at most ${mostReading} readings of the past at a time`)
    reading.set(systemId, running + 1)
    try {
      return await read()
    } finally {
      const left = (reading.get(systemId) ?? 1) - 1
      if (left > 0) reading.set(systemId, left)
      else reading.delete(systemId)
    }
  }

  async function answer(
    asked: Asked,
    { actor, name }: Visitor,
    request: ApplicationRequest,
  ): Promise<ApplicationReply> {
    const { query } = request
    const ok = (body: unknown, status = 200): ApplicationReply => ({ status, body })
    switch (asked.what) {
      case 'who':
        checked(nothingAsked, query)
        return ok(answers.who(actor, name))
      case 'device':
        checked(nothingAsked, query)
        return ok(answers.device(actor, asked.id))
      case 'devices':
        return ok(answers.devices(actor, checked(DevicesQuestion, query)))
      case 'deviceTypes':
        checked(nothingAsked, query)
        return ok(answers.deviceTypes(actor))
      case 'values':
        return ok(answers.values(actor, checked(ValuesQuestion, query)))
      case 'alarms':
        return ok(answers.alarms(actor, checked(AlarmsQuestion, query)))
      case 'alarmHistory': {
        const question = checked(AlarmHistoryQuestion, query)
        return ok(await readFromDisk(actor.id, () => answers.alarmHistory(actor, question)))
      }
      case 'history': {
        const question = checked(HistoryQuestion, query)
        return ok(await readFromDisk(actor.id, () => answers.history(actor, question)))
      }
      case 'command': {
        const { device } = answers.granted(actor, asked.id)
        return ok(await commanding.issue(actor, device, checked(CommandQuestion, bodyOf(request))), 202)
      }
      case 'commandState':
        return ok(await commanding.read(actor, asked.id))
      case 'patch': {
        const { device } = answers.granted(actor, asked.id)
        await commanding.change(actor, device, checked(PatchQuestion, bodyOf(request)))
        return ok(answers.device(actor, asked.id))
      }
    }
  }

  function refuse(error: unknown, request: ApplicationRequest, visitor: Visitor | undefined): ApplicationReply {
    const refused = error instanceof Refused ? error : new Refused('internal', 'it could not be answered')
    if (!(error instanceof Refused)) onError(error)
    const { code, message } = refused
    // Who has no key stands among the intruders.
    if (code !== 'wrongCredentials')
      refusals.add({
        atMs: now(),
        linkId,
        topic: `${request.method} ${request.path}`.slice(0, 200),
        reason: reasons[code] ?? 'notNow',
        detail: `${visitor?.actor.id ?? stranger} ${request.address}: ${message}`.slice(0, 400),
        head: (request.body ?? '').slice(0, 120).replaceAll(/[^\P{C}]/gu, '·'),
        bytes: Buffer.byteLength(request.body ?? ''),
      })
    return { status: errors[code].status, body: { code, message } }
  }

  return {
    async ask(request) {
      let visitor: Visitor | undefined
      let reply: ApplicationReply
      try {
        visitor = enter(request)
        slowDown(visitor.actor.id)
        if (request.fault) throw new Refused(request.fault, `at most ${mostBodyBytes} bytes of JSON are taken`)
        const asked = readRoute(request.method, request.path)
        if (!asked) throw new Refused('unknownMethod', `nothing answers ${request.method} ${request.path}`)
        reply = await answer(asked, visitor, request)
      } catch (error) {
        reply = refuse(error, request, visitor)
      }
      if (visitor) useLog.note(visitor.actor.id, request.address, reply.status >= 400)
      return reply
    },
    async stop() {
      for (const address of guests.keys()) intruders.left(address)
      guests.clear()
      await useLog.stop()
    },
  }
}

/** @throws Refused `badRequest` with what is wrong */
function checked<S extends z.ZodType>(question: S, given: unknown): z.output<S> {
  const read = readBy(question, given)
  if (!read.success) throw new Refused('badRequest', z.prettifyError(read.error).slice(0, 400))
  return read.data
}

/** @throws Refused `badRequest` */
function bodyOf({ body, contentType }: ApplicationRequest): unknown {
  // A page of another site can send anything but this without being asked for leave first.
  if (!/^application\/json\s*(;|$)/i.test(contentType ?? ''))
    throw new Refused('badRequest', 'the body must be application/json')
  try {
    return JSON.parse(body ?? '')
  } catch {
    throw new Refused('badRequest', 'the body is no JSON')
  }
}
