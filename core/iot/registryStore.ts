import { createHash } from 'node:crypto'
import type { Knex } from 'knex'
import { type Actor, type Device, DistrictDocument, Refused } from '../../domain/contract'
import { checkDistrict } from '../../domain/district/checkDistrict'
import type { SeatJournal } from '../journal/createJournal'
import type { Draft } from '../journal/Journal'
import type { Migration, Store } from '../store/Store'
import { partyDrafts } from './districtDrafts'
import { Registry } from './Registry'

/** Tables of the registry in the duty database. */
export const registryMigrations: readonly Migration[] = [
  {
    id: 'registry-0001-parts',
    up: (tx) =>
      tx.schema.createTable('registry_part', (table) => {
        table.text('part').primary()
        table.integer('revision').notNullable()
        table.text('json').notNullable()
      }),
  },
]

const parts = ['geometry', 'deviceTypes', 'devices', 'people', 'materials', 'plans'] as const

export interface ImportDistrict {
  store: Store
  journal: SeatJournal
  /** What was read from the file; anything. */
  document: unknown
  /** Who imports. */
  actor: Actor
}

const firstRevision = 1
/** How many findings a refusal carries; the rest has mostly the same cause. */
const shownProblems = 50

/**
 * Imports a district into an empty registry and writes it into the journal, in one transaction. The same district again changes nothing.
 *
 * @throws Refused `badRequest` with `details.problems` when the document is not sound; `alreadyExists` when there is another district already
 */
export async function importDistrict({ store, journal, document, actor }: ImportDistrict): Promise<Registry> {
  const sound = checkDocument(document)
  const rows = parts.map((part) => ({ part, revision: firstRevision, json: JSON.stringify(sound[part]) }))
  const sha256 = hashOf(rows)
  const present = await readParts(store.knex)
  if (present.length > 0 && hashOf(present) !== sha256) {
    throw new Refused('alreadyExists', 'the registry holds another district')
  }
  const { geometry, devices, people, plans, graphics = [] } = sound
  const counts = { devices: devices.length, people: people.length, plans: plans.length }
  await journal.write(
    (view) => [
      {
        kind: 'configuration.districtImported',
        subjectId: geometry.id,
        id: `district-${sha256}`,
        actor,
        payload: { name: geometry.name.zh, sha256, ...counts },
      },
      ...graphics.map((graphic): Draft => ({
        kind: 'graphic.saved',
        subjectId: graphic.id,
        id: `district-${sha256}-${graphic.id}`,
        actor,
        payload: { graphic },
      })),
      ...partyDrafts(sound, view, actor),
    ],
    (tx) => tx('registry_part').insert(rows),
  )
  return new Registry(sound, firstRevision)
}

/**
 * Gives a district that was imported before there were organisations and groups those of its newer file, and its devices what that says of whom they belong to. What people changed lies over it as before,
 * and a district whose devices have any is left alone.
 *
 * @param read the file; not read when nothing is to be done
 * @returns what is there now; `undefined` when nothing was
 * @throws Refused `badRequest` as `importDistrict`
 */
export async function completeDistrict({
  store,
  journal,
  registry,
  read,
  actor,
}: Omit<ImportDistrict, 'document'> & { registry: Registry; read: () => Promise<unknown> }): Promise<
  Registry | undefined
> {
  const { geometry, people, plans } = registry
  const base = Array.from({ length: registry.deviceCount }, (_, row) => registry.deviceAt(row) ?? []).flat()
  if (base.some(({ organisationId, groupIds }) => organisationId !== undefined || groupIds !== undefined))
    return undefined
  const sound = checkDocument(await read())
  if (sound.geometry.id !== geometry.id || !sound.organisations?.length) return undefined
  const parties = new Map(sound.devices.map(({ id, organisationId, groupIds }) => [id, { organisationId, groupIds }]))
  const devices = base.map((device): Device => {
    const { organisationId, groupIds } = parties.get(device.id) ?? {}
    return { ...device, ...(organisationId !== undefined && { organisationId }), ...(groupIds && { groupIds }) }
  })
  const json = JSON.stringify(devices)
  const sha256 = hashOf((await readParts(store.knex)).map((row) => (row.part === 'devices' ? { ...row, json } : row)))
  await journal.write(
    (view) => [
      {
        kind: 'configuration.districtImported',
        subjectId: geometry.id,
        id: `district-${sha256}`,
        actor,
        payload: {
          name: geometry.name.zh,
          sha256,
          devices: devices.length,
          people: people.length,
          plans: plans.length,
        },
      },
      ...partyDrafts(sound, view, actor),
    ],
    (tx) => tx('registry_part').where({ part: 'devices' }).update({ json }),
  )
  return loadRegistry(store)
}

/**
 * Reads the registry.
 *
 * @returns `undefined` when nothing was imported yet
 * @throws Refused `storageDegraded` when what lies in the database is no sound district
 */
export async function loadRegistry(store: Store): Promise<Registry | undefined> {
  const rows = await readParts(store.knex)
  if (rows.length === 0) return undefined
  try {
    const document = Object.fromEntries(rows.map(({ part, json }): [string, unknown] => [part, JSON.parse(json)]))
    return new Registry(checkDocument({ version: 1, ...document }), Math.max(...rows.map(({ revision }) => revision)))
  } catch (error) {
    throw new Refused('storageDegraded', `the registry is damaged: ${String(error)}`)
  }
}

/**
 * Holds the registry against what the journal says was imported.
 *
 * @returns false when it was altered since: the texts that lie there were never imported
 */
export async function isRegistryAsImported(knex: Knex): Promise<boolean> {
  const rows = await readParts(knex)
  if (rows.length === 0) return true
  const imported: unknown[] = await knex('entry').where({ id: `district-${hashOf(rows)}` })
  const isWhole = parts.every((part, at) => rows[at]?.part === part && rows[at].revision === firstRevision)
  return isWhole && imported.length > 0
}

/** The whole registry as one text: its parts as they are stored, a line each. */
export interface DistrictText {
  text: string
  /** SHA-256 of the text, hex: the same at every seat that has the same district, and part of the id of the entry of its import. */
  sha256: string
}

/** @returns `undefined` when nothing was imported yet */
export async function readDistrictText(knex: Knex): Promise<DistrictText | undefined> {
  const rows = await readParts(knex)
  if (rows.length === 0) return undefined
  return { text: rows.map(({ json }) => `${json}\n`).join(''), sha256: hashOf(rows) }
}

/**
 * Puts another seat's registry in the place of what is here. The running core keeps the one that it was started with.
 *
 * @throws Refused `badRequest` when the text is no sound district; nothing is changed then
 */
export async function replaceDistrict(store: Store, text: string): Promise<void> {
  const lines = text.split('\n')
  const rows = parts.map((part, i) => ({ part, revision: firstRevision, json: lines[i] ?? '' }))
  try {
    checkDocument({
      version: 1,
      ...Object.fromEntries(rows.map(({ part, json }): [string, unknown] => [part, JSON.parse(json)])),
    })
  } catch (error) {
    throw error instanceof Refused ? error : new Refused('badRequest', `no district: ${String(error)}`)
  }
  await store.transaction(async (tx) => {
    await tx('registry_part').delete()
    await tx('registry_part').insert(rows)
  })
}

interface PartRow {
  part: string
  revision: number
  json: string
}

async function readParts(knex: Knex): Promise<PartRow[]> {
  const rows: PartRow[] = await knex('registry_part').select('part', 'revision', 'json')
  return rows.sort((a, b) => partOrder(a.part) - partOrder(b.part))
}

const partOrder = (part: string): number => parts.findIndex((known) => known === part)

/** Over the texts as they are stored, in the order of `parts`. */
function hashOf(texts: readonly { part: string; json: string }[]): string {
  const hash = createHash('sha256')
  for (const { json } of texts) hash.update(json).update('\n')
  return hash.digest('hex')
}

function checkDocument(document: unknown): DistrictDocument {
  const parsed = DistrictDocument.safeParse(document)
  if (!parsed.success) {
    const problems = parsed.error.issues
      .slice(0, shownProblems)
      .map((issue) => ({ path: issue.path.join('.'), code: issue.code, detail: issue.message }))
    throw new Refused('badRequest', `no district: ${problems[0]?.path} ${problems[0]?.detail}`, { problems })
  }
  const problems = checkDistrict(parsed.data)
  if (problems.length > 0) {
    throw new Refused('badRequest', `${problems.length} problems, first: ${problems[0]?.path} ${problems[0]?.detail}`, {
      problems: problems.slice(0, shownProblems),
      total: problems.length,
    })
  }
  return parsed.data
}
