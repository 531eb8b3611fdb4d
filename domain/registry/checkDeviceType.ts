import type { DeviceType, RegistryProblem } from '../contract'
import { checkDeviceTypes } from '../district/checkDeviceTypes'

/**
 * What a version of a type is refused for: ids that stand twice, alarms over what the type does not have, a maker that is not there.
 * `path` of the problems is the place in the type, as `alarms[2].condition.property`.
 */
export function checkDeviceType(type: DeviceType, hasMaker: (id: string) => boolean): RegistryProblem[] {
  const problems: RegistryProblem[] = []
  checkDeviceTypes([type], (path, code, detail) =>
    problems.push({ field: path.replace('deviceTypes[0].', ''), code: knownCode(code), detail }),
  )
  if (type.makerId !== undefined && !hasMaker(type.makerId))
    problems.push({ field: 'makerId', code: 'unknownMaker', detail: type.makerId })
  return problems
}

function knownCode(code: string): RegistryProblem['code'] {
  switch (code) {
    case 'duplicateId':
    case 'unknownProperty':
    case 'unknownEvent':
      return code
    default:
      return 'malformed'
  }
}
