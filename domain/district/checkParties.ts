import type { DistrictDocument } from '../contract'
import type { Report } from './DistrictProblem'
import { findCycle } from './findCycle'

/** Organisations, groups and grants that a district brings: each leads to what is there, and none stands above itself. */
export function checkParties(document: DistrictDocument, report: Report): void {
  const { organisations, groups } = document
  const known = (list: readonly { id: string }[] | undefined) => list && new Set(list.map(({ id }) => id))
  const [organisationIds, groupIds] = [known(organisations), known(groups)]
  checkTree('organisations', organisations ?? [], 'unknownOrganisation', report)
  checkTree('groups', groups ?? [], 'unknownGroup', report)
  // Without a list they are told elsewhere: what a stored district names lies in the journal.
  document.devices.forEach(({ organisationId, groupIds: named }, place) => {
    if (organisationIds && organisationId !== undefined && !organisationIds.has(organisationId))
      report(`devices[${place}].organisationId`, 'unknownOrganisation', `no organisation ${organisationId}`)
    for (const id of groupIds ? (named ?? []) : [])
      if (!groupIds?.has(id)) report(`devices[${place}].groupIds`, 'unknownGroup', `no group ${id}`)
  })
  document.grants?.forEach(({ to, over }, place) => {
    const path = `grants[${place}]`
    // Other applications get their keys here, and are not brought along.
    if (to.kind === 'application' || !organisationIds?.has(to.id))
      report(`${path}.to`, 'unknownOrganisation', `no organisation ${to.id}`)
    for (const id of over.organisationIds ?? [])
      if (!organisationIds?.has(id)) report(`${path}.over`, 'unknownOrganisation', `no organisation ${id}`)
    for (const id of over.groupIds ?? [])
      if (!groupIds?.has(id)) report(`${path}.over`, 'unknownGroup', `no group ${id}`)
  })
}

function checkTree(
  path: string,
  items: readonly { id: string; parentId?: string | undefined }[],
  code: 'unknownOrganisation' | 'unknownGroup',
  report: Report,
): void {
  const parents = new Map(items.map(({ id, parentId }) => [id, parentId]))
  items.forEach(({ parentId }, place) => {
    if (parentId !== undefined && !parents.has(parentId))
      report(`${path}[${place}].parentId`, code, `nothing goes by ${parentId}`)
  })
  const circle = findCycle(parents.keys(), (id) => {
    const parent = parents.get(id)
    return parent === undefined ? [] : [parent]
  })
  if (circle) report(path, 'cycle', `above each other: ${circle.join(' → ')}`)
}
