import type { Device } from '../../domain/contract'

/** What a fire inspection looks at once a year. */
const inspected = new Set(['FIRE_PANEL', 'HYDRANT', 'SMOKE_FAN', 'FIRE_DOOR', 'EXTINGUISHER', 'WATER_PRESSURE'])

/** Tags as the people of a district would put them: what is due for the yearly inspection, what the night round passes, what still stands under its maker's warranty. */
export function tagDevices(devices: readonly Device[]): Device[] {
  return devices.map((device) => {
    const tags = tagsOf(device)
    return tags.length === 0 ? device : { ...device, tags }
  })
}

function tagsOf({ id, typeId, place }: Device): string[] {
  const tags: string[] = []
  if (inspected.has(typeId)) tags.push('消防年检')
  if (typeId === 'CAMERA' && place.floor !== undefined && place.floor < 0) tags.push('夜巡')
  if (id.includes('-T2-')) tags.push('质保期内')
  return tags
}
