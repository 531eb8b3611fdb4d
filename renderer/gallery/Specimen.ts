import type { ReactNode } from 'react'
import type { Resources } from '../i18n/resources'
import type * as widgets from '../widgets'

export type SpecimenId = keyof Resources['gallery']['title']
export type StateName = keyof Resources['gallery']['state']
export type GroupName = keyof Resources['gallery']['group']

/** One widget in all its states. `shows` names what it proves to be looked after: every export of `widgets/` must be shown somewhere. */
export interface Specimen {
  readonly id: SpecimenId
  readonly group: GroupName
  readonly shows?: readonly (keyof typeof widgets)[]
  /** Drawn as components of their own: they may use hooks. */
  readonly states: { readonly [S in StateName]?: () => ReactNode }
}
