import { choicesOf, type DeskDisplay, type DeskState, type EvacuatedPane, panesOf } from '../../layouts'
import type { DeskHome } from './DeskHome'
import type { DeskModel } from './DeskModel'

/** What is true of the desk beside its model. */
export interface DeskFacts {
  primaryId: number | undefined
  isKiosk: boolean
  mayArrange: boolean
  identifyUntilMs: number | undefined
}

/** What every window is told of the whole desk. */
export function deskStateOf(model: DeskModel, facts: DeskFacts): DeskState {
  const { layout, match, post, homes, seat } = model
  const wish = { post, displays: homes.length, ...(seat !== undefined && { seat }) }
  return {
    layout,
    match,
    post,
    isForIncident: model.isForIncident,
    isArranged: model.isArranged,
    mayArrange: facts.mayArrange,
    displays: homes.map((home) => displayOf(model, home, facts.primaryId)),
    evacuated: evacuatedOf(model),
    choices: choicesOf(model.shelf, wish).map(({ id, name, occasion, isLocked, rows }) => ({
      id,
      name,
      occasion,
      isLocked,
      rows,
    })),
    isKiosk: facts.isKiosk,
    ...(facts.identifyUntilMs !== undefined && { identifyUntilMs: facts.identifyUntilMs }),
  }
}

function displayOf(model: DeskModel, home: DeskHome, primaryId: number | undefined): DeskDisplay {
  const place = model.living.find(({ id }) => id === home.displayId) ?? home.place
  const hostNumber = hostOf(model, home)
  const isLiving = model.isLiving(home.displayId)
  return {
    number: home.number,
    role: home.role,
    panes: model.treeOf(home),
    label: place.label ?? '',
    bounds: { ...place.bounds },
    scaleFactor: place.scaleFactor ?? 1,
    rotation: place.rotation ?? 0,
    isPrimary: home.displayId === primaryId,
    isInternal: place.internal ?? false,
    isLiving,
    ...(!isLiving && hostNumber !== undefined && { hostNumber }),
    isBlank: model.isBlank(home.number),
  }
}

/** Number of the display on which a window stands. */
function hostOf(model: DeskModel, { number }: DeskHome): number | undefined {
  const place = model.placeOf(number)
  return place === 'waiting' ? undefined : model.homes.find(({ displayId }) => displayId === place.displayId)?.number
}

/** The panes of displays that are gone, and where each can be seen meanwhile. */
function evacuatedOf(model: DeskModel): EvacuatedPane[] {
  const seen = new Map<string, number>()
  for (const home of model.homes) {
    const host = hostOf(model, home)
    if (host !== undefined) for (const pane of panesOf(model.treeOf(home))) if (!seen.has(pane)) seen.set(pane, host)
  }
  return model.homes
    .filter(({ displayId }) => !model.isLiving(displayId))
    .flatMap((home) =>
      panesOf(model.treeOf(home)).map((pane) => {
        const ontoNumber = hostOf(model, home) ?? seen.get(pane)
        return { pane, fromNumber: home.number, ...(ontoNumber !== undefined && { ontoNumber }) }
      }),
    )
}
