/** What can be wrong between the parts of a district that are each well-formed. */
export type DistrictProblemCode =
  | 'duplicateId'
  | 'unknownPlot'
  | 'unknownBuilding'
  | 'floorWithoutBuilding'
  | 'floorOutsideBuilding'
  | 'unknownType'
  | 'unknownDevice'
  | 'unknownProperty'
  | 'unknownEvent'
  | 'unknownService'
  | 'unknownSystem'
  | 'unknownStep'
  | 'unknownWord'
  | 'unknownOrganisation'
  | 'unknownGroup'
  | 'cycle'
  | 'missingRadius'
  | 'commandClassTooLow'
  | 'badTimeZone'
  | 'badExpression'
  | 'badGraphic'
  | 'lifeSafety'

/** One finding: where (`devices[17].typeId`), what, and the words for the engineer. */
export interface DistrictProblem {
  readonly path: string
  readonly code: DistrictProblemCode
  readonly detail: string
}

/** Notes a finding. */
export type Report = (path: string, code: DistrictProblemCode, detail: string) => void
