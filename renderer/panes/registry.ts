import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import type { PaneId } from '../../layouts/schema'
import { paneFacts, type PaneFacts } from './paneFacts'

export interface PaneDefinition extends PaneFacts {
  component: LazyExoticComponent<ComponentType>
}

/** Every pane with its code, which is loaded when it is first shown. To add one: a name in `layouts/schema`, a row in `paneFacts`, a row here, a title in the texts. */
export const panes: Record<PaneId, PaneDefinition> = {
  map: {
    ...paneFacts.map,
    component: lazy(async () => ({ default: (await import('./map/MapPane')).MapPane })),
  },
  alarms: {
    ...paneFacts.alarms,
    component: lazy(async () => ({ default: (await import('./alarms/AlarmsPane')).AlarmsPane })),
  },
  alarmReport: {
    ...paneFacts.alarmReport,
    component: lazy(async () => ({ default: (await import('./alarmReport/AlarmReportPane')).AlarmReportPane })),
  },
  alarmHistory: {
    ...paneFacts.alarmHistory,
    component: lazy(async () => ({ default: (await import('./alarmHistory/AlarmHistoryPane')).AlarmHistoryPane })),
  },
  alarmSettings: {
    ...paneFacts.alarmSettings,
    component: lazy(async () => ({ default: (await import('./alarmSettings/AlarmSettingsPane')).AlarmSettingsPane })),
  },
  dispatch: {
    ...paneFacts.dispatch,
    component: lazy(async () => ({ default: (await import('./dispatch/DispatchPane')).DispatchPane })),
  },
  workOrders: {
    ...paneFacts.workOrders,
    component: lazy(async () => ({ default: (await import('./workOrders/WorkOrdersPane')).WorkOrdersPane })),
  },
  commandCentre: {
    ...paneFacts.commandCentre,
    component: lazy(async () => ({ default: (await import('./commandCentre/CommandCentrePane')).CommandCentrePane })),
  },
  codecs: {
    ...paneFacts.codecs,
    component: lazy(async () => ({ default: (await import('./codecs/CodecsPane')).CodecsPane })),
  },
  device: {
    ...paneFacts.device,
    component: lazy(async () => ({ default: (await import('./device/DevicePane')).DevicePane })),
  },
  devices: {
    ...paneFacts.devices,
    component: lazy(async () => ({ default: (await import('./devices/DevicesPane')).DevicesPane })),
  },
  deviceTypes: {
    ...paneFacts.deviceTypes,
    component: lazy(async () => ({ default: (await import('./deviceTypes/DeviceTypesPane')).DeviceTypesPane })),
  },
  registryImport: {
    ...paneFacts.registryImport,
    component: lazy(async () => ({
      default: (await import('./registryImport/RegistryImportPane')).RegistryImportPane,
    })),
  },
  registryLists: {
    ...paneFacts.registryLists,
    component: lazy(async () => ({ default: (await import('./registryLists/RegistryListsPane')).RegistryListsPane })),
  },
  wall: {
    ...paneFacts.wall,
    component: lazy(async () => ({ default: (await import('./wall/WallPane')).WallPane })),
  },
  conflicts: {
    ...paneFacts.conflicts,
    component: lazy(async () => ({ default: (await import('./conflicts/ConflictsPane')).ConflictsPane })),
  },
  gaps: {
    ...paneFacts.gaps,
    component: lazy(async () => ({ default: (await import('./gaps/GapsPane')).GapsPane })),
  },
  trends: {
    ...paneFacts.trends,
    component: lazy(async () => ({ default: (await import('./trends/TrendsPane')).TrendsPane })),
  },
  forwarding: {
    ...paneFacts.forwarding,
    component: lazy(async () => ({ default: (await import('./forwarding/ForwardingPane')).ForwardingPane })),
  },
  refusals: {
    ...paneFacts.refusals,
    component: lazy(async () => ({ default: (await import('./refusals/RefusalsPane')).RefusalsPane })),
  },
  certificates: {
    ...paneFacts.certificates,
    component: lazy(async () => ({ default: (await import('./certificates/CertificatesPane')).CertificatesPane })),
  },
  links: {
    ...paneFacts.links,
    component: lazy(async () => ({ default: (await import('./links/LinksPane')).LinksPane })),
  },
  graphics: {
    ...paneFacts.graphics,
    component: lazy(async () => ({ default: (await import('./graphics/GraphicsPane')).GraphicsPane })),
  },
  graphicEditor: {
    ...paneFacts.graphicEditor,
    component: lazy(async () => ({ default: (await import('./graphicEditor/GraphicEditorPane')).GraphicEditorPane })),
  },
  symbolLibrary: {
    ...paneFacts.symbolLibrary,
    component: lazy(async () => ({ default: (await import('./symbolLibrary/SymbolLibraryPane')).SymbolLibraryPane })),
  },
  look: {
    ...paneFacts.look,
    component: lazy(async () => ({ default: (await import('./look/LookPane')).LookPane })),
  },
  accounts: {
    ...paneFacts.accounts,
    component: lazy(async () => ({ default: (await import('./accounts/AccountsPane')).AccountsPane })),
  },
  rules: {
    ...paneFacts.rules,
    component: lazy(async () => ({ default: (await import('./rules/RulesPane')).RulesPane })),
  },
  layouts: {
    ...paneFacts.layouts,
    component: lazy(async () => ({ default: (await import('./layouts/LayoutsPane')).LayoutsPane })),
  },
}
