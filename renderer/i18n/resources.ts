import type zhAccess from './zh-CN/access.json'
import type zhAccounts from './zh-CN/accounts.json'
import type zhAlarmDeeds from './zh-CN/alarmDeeds.json'
import type zhAlarmReport from './zh-CN/alarmReport.json'
import type zhAlarmHistory from './zh-CN/alarmHistory.json'
import type zhAlarmSettings from './zh-CN/alarmSettings.json'
import type zhAlarms from './zh-CN/alarms.json'
import type zhCodecs from './zh-CN/codecs.json'
import type zhCommands from './zh-CN/commands.json'
import type zhCommon from './zh-CN/common.json'
import type zhComfort from './zh-CN/comfort.json'
import type zhConflicts from './zh-CN/conflicts.json'
import type zhDesk from './zh-CN/desk.json'
import type zhDevice from './zh-CN/device.json'
import type zhDevices from './zh-CN/devices.json'
import type zhDeviceTypes from './zh-CN/deviceTypes.json'
import type zhDispatch from './zh-CN/dispatch.json'
import type zhError from './zh-CN/error.json'
import type zhFields from './zh-CN/fields.json'
import type zhForwarding from './zh-CN/forwarding.json'
import type zhGallery from './zh-CN/gallery.json'
import type zhGaps from './zh-CN/gaps.json'
import type zhLinks from './zh-CN/links.json'
import type zhLayouts from './zh-CN/layouts.json'
import type zhGraphicEditor from './zh-CN/graphicEditor.json'
import type zhGraphics from './zh-CN/graphics.json'
import type zhKeys from './zh-CN/keys.json'
import type zhMap from './zh-CN/map.json'
import type zhPrint from './zh-CN/print.json'
import type zhRefusals from './zh-CN/refusals.json'
import type zhRegistry from './zh-CN/registry.json'
import type zhRules from './zh-CN/rules.json'
import type zhRegistryImport from './zh-CN/registryImport.json'
import type zhRegistryLists from './zh-CN/registryLists.json'
import type zhSeat from './zh-CN/seat.json'
import type zhSession from './zh-CN/session.json'
import type zhShell from './zh-CN/shell.json'
import type zhShows from './zh-CN/shows.json'
import type zhSound from './zh-CN/sound.json'
import type zhSupervision from './zh-CN/supervision.json'
import type zhSymbolLibrary from './zh-CN/symbolLibrary.json'
import type zhTrends from './zh-CN/trends.json'
import type zhWall from './zh-CN/wall.json'
import type zhWorkOrders from './zh-CN/workOrders.json'

/** The namespaces, one an area; Chinese is the first language and gives the keys their types. */
export interface Resources {
  access: typeof zhAccess
  accounts: typeof zhAccounts
  alarmDeeds: typeof zhAlarmDeeds
  alarmReport: typeof zhAlarmReport
  alarmHistory: typeof zhAlarmHistory
  alarmSettings: typeof zhAlarmSettings
  alarms: typeof zhAlarms
  codecs: typeof zhCodecs
  commands: typeof zhCommands
  common: typeof zhCommon
  comfort: typeof zhComfort
  conflicts: typeof zhConflicts
  desk: typeof zhDesk
  device: typeof zhDevice
  devices: typeof zhDevices
  deviceTypes: typeof zhDeviceTypes
  dispatch: typeof zhDispatch
  error: typeof zhError
  fields: typeof zhFields
  forwarding: typeof zhForwarding
  gallery: typeof zhGallery
  gaps: typeof zhGaps
  graphicEditor: typeof zhGraphicEditor
  graphics: typeof zhGraphics
  layouts: typeof zhLayouts
  links: typeof zhLinks
  keys: typeof zhKeys
  map: typeof zhMap
  print: typeof zhPrint
  refusals: typeof zhRefusals
  registry: typeof zhRegistry
  rules: typeof zhRules
  registryImport: typeof zhRegistryImport
  registryLists: typeof zhRegistryLists
  seat: typeof zhSeat
  session: typeof zhSession
  shell: typeof zhShell
  shows: typeof zhShows
  sound: typeof zhSound
  supervision: typeof zhSupervision
  symbolLibrary: typeof zhSymbolLibrary
  trends: typeof zhTrends
  wall: typeof zhWall
  workOrders: typeof zhWorkOrders
}

declare module 'i18next' {
  interface CustomTypeOptions {
    defaultNS: 'common'
    resources: Resources
  }
}

export const languages = ['zh-CN', 'en'] as const
export type Language = (typeof languages)[number]

type Namespaces = Record<string, Record<string, unknown>>

const files = import.meta.glob<Record<string, unknown>>('./*/*.json', { eager: true, import: 'default' })

/** All texts of one language, by namespace. */
export function textsOf(language: Language): Namespaces {
  const namespaces: Namespaces = {}
  for (const [path, texts] of Object.entries(files)) {
    const [, folder, file] = path.split('/')
    if (folder === language && file) namespaces[file.replace('.json', '')] = texts
  }
  return namespaces
}
