import { lazy, type ComponentType, type LazyExoticComponent } from 'react'
import {
  BellRing,
  ChartNoAxesColumn,
  CircleDashed,
  Eye,
  Gauge,
  GitMerge,
  LayoutGrid,
  ListX,
  Map as MapIcon,
  PanelsTopLeft,
  Send,
  Users,
  type LucideIcon,
} from 'lucide-react'
import type { Right } from '../../domain/contract'
import type { PaneId } from '../../layouts/schema'

export interface PaneDefinition {
  icon: LucideIcon
  /** Right without which the pane only says why it is empty. */
  right: Right
  /** Least size at which it can be worked with, CSS px. */
  minWidthPx: number
  minHeightPx: number
  /** Never out of sight altogether: the last one of the desk cannot be closed. */
  isCritical?: true
  component: LazyExoticComponent<ComponentType>
}

/** Every pane a layout can name; its title is `common:pane.<id>`. To add one: a name in `layouts/schema`, a row here, a title in the texts. */
export const panes: Record<PaneId, PaneDefinition> = {
  map: {
    icon: MapIcon,
    right: 'view',
    minWidthPx: 480,
    minHeightPx: 320,
    component: lazy(async () => ({ default: (await import('./map/MapPane')).MapPane })),
  },
  alarms: {
    icon: BellRing,
    right: 'view',
    minWidthPx: 560,
    minHeightPx: 240,
    isCritical: true,
    component: lazy(async () => ({ default: (await import('./alarms/AlarmsPane')).AlarmsPane })),
  },
  alarmReport: {
    icon: ChartNoAxesColumn,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 400,
    component: lazy(async () => ({ default: (await import('./alarmReport/AlarmReportPane')).AlarmReportPane })),
  },
  dispatch: {
    icon: Send,
    right: 'view',
    minWidthPx: 480,
    minHeightPx: 320,
    isCritical: true,
    component: lazy(async () => ({ default: (await import('./dispatch/DispatchPane')).DispatchPane })),
  },
  device: {
    icon: Gauge,
    right: 'view',
    minWidthPx: 320,
    minHeightPx: 240,
    component: lazy(async () => ({ default: (await import('./device/DevicePane')).DevicePane })),
  },
  wall: {
    icon: LayoutGrid,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 480,
    component: lazy(async () => ({ default: (await import('./wall/WallPane')).WallPane })),
  },
  conflicts: {
    icon: GitMerge,
    right: 'view',
    minWidthPx: 560,
    minHeightPx: 240,
    component: lazy(async () => ({ default: (await import('./conflicts/ConflictsPane')).ConflictsPane })),
  },
  gaps: {
    icon: CircleDashed,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 200,
    component: lazy(async () => ({ default: (await import('./gaps/GapsPane')).GapsPane })),
  },
  refusals: {
    icon: ListX,
    right: 'engineering.read',
    minWidthPx: 480,
    minHeightPx: 200,
    component: lazy(async () => ({ default: (await import('./refusals/RefusalsPane')).RefusalsPane })),
  },
  look: {
    icon: Eye,
    right: 'seat.lookOver',
    minWidthPx: 560,
    minHeightPx: 240,
    component: lazy(async () => ({ default: (await import('./look/LookPane')).LookPane })),
  },
  accounts: {
    icon: Users,
    right: 'account.manage',
    minWidthPx: 480,
    minHeightPx: 200,
    component: lazy(async () => ({ default: (await import('./accounts/AccountsPane')).AccountsPane })),
  },
  layouts: {
    icon: PanelsTopLeft,
    right: 'view',
    minWidthPx: 960,
    minHeightPx: 520,
    component: lazy(async () => ({ default: (await import('./layouts/LayoutsPane')).LayoutsPane })),
  },
}
