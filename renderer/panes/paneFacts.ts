import {
  BellRing,
  Binary,
  Boxes,
  Building2,
  Cable,
  ChartNoAxesColumn,
  ChartSpline,
  CircuitBoard,
  CircleDashed,
  ClipboardList,
  Eye,
  FileUp,
  Frame,
  Gauge,
  GitMerge,
  History,
  KeyRound,
  LayoutGrid,
  List,
  ListChecks,
  ListX,
  Map as MapIcon,
  PanelsTopLeft,
  Send,
  Shapes,
  Share2,
  SlidersHorizontal,
  Users,
  Workflow,
  type LucideIcon,
} from 'lucide-react'
import type { Right } from '../../domain/contract'
import type { PaneId } from '../../layouts/schema'
import type { SettingSchemas } from '../settings/useOwnSettings'
import { AlarmColumnsSetting } from './alarms/columns'
import { DeviceColumnsSetting } from './devices/columns'

/** What is known of a pane without its code. */
export interface PaneFacts {
  icon: LucideIcon
  /** Right without which the pane only says why it is empty. */
  right: Right
  /** Least size at which it can be worked with, CSS px; with less it scrolls. */
  minWidthPx: number
  minHeightPx: number
  /** Never out of sight altogether: the last one of the desk cannot be closed. */
  isCritical?: true
  /** How a person likes it, by setting key; the pane's menu takes it back. */
  settings?: SettingSchemas
}

/** Every pane a layout can name; its title is `common:pane.<id>`, its code in `registry`. */
export const paneFacts: Record<PaneId, PaneFacts> = {
  map: {
    icon: MapIcon,
    right: 'view',
    minWidthPx: 480,
    minHeightPx: 320,
  },
  alarms: {
    icon: BellRing,
    right: 'view',
    minWidthPx: 560,
    minHeightPx: 240,
    isCritical: true,
    settings: { 'alarms.columns': AlarmColumnsSetting },
  },
  alarmReport: {
    icon: ChartNoAxesColumn,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 400,
  },
  alarmHistory: {
    icon: History,
    right: 'view',
    minWidthPx: 800,
    minHeightPx: 320,
  },
  alarmSettings: {
    icon: SlidersHorizontal,
    right: 'view',
    minWidthPx: 800,
    minHeightPx: 360,
  },
  dispatch: {
    icon: Send,
    right: 'view',
    minWidthPx: 480,
    minHeightPx: 320,
    isCritical: true,
  },
  workOrders: {
    icon: ClipboardList,
    right: 'view',
    minWidthPx: 720,
    minHeightPx: 320,
  },
  commandCentre: {
    icon: ListChecks,
    right: 'view',
    minWidthPx: 720,
    minHeightPx: 360,
  },
  codecs: {
    icon: Binary,
    right: 'engineering.read',
    minWidthPx: 800,
    minHeightPx: 400,
  },
  device: {
    icon: Gauge,
    right: 'view',
    minWidthPx: 320,
    minHeightPx: 240,
  },
  devices: {
    icon: List,
    right: 'view',
    minWidthPx: 560,
    minHeightPx: 240,
    settings: { 'devices.columns': DeviceColumnsSetting },
  },
  deviceTypes: {
    icon: Boxes,
    right: 'view',
    minWidthPx: 720,
    minHeightPx: 320,
  },
  registryImport: {
    icon: FileUp,
    right: 'view',
    minWidthPx: 720,
    minHeightPx: 320,
  },
  registryLists: {
    icon: Building2,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 240,
  },
  wall: {
    icon: LayoutGrid,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 480,
  },
  conflicts: {
    icon: GitMerge,
    right: 'view',
    minWidthPx: 560,
    minHeightPx: 240,
  },
  gaps: {
    icon: CircleDashed,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 200,
  },
  trends: {
    icon: ChartSpline,
    right: 'view',
    minWidthPx: 560,
    minHeightPx: 280,
  },
  forwarding: {
    icon: Share2,
    right: 'engineering.read',
    minWidthPx: 880,
    minHeightPx: 240,
  },
  refusals: {
    icon: ListX,
    right: 'engineering.read',
    minWidthPx: 480,
    minHeightPx: 200,
  },
  certificates: {
    icon: KeyRound,
    right: 'engineering.read',
    minWidthPx: 640,
    minHeightPx: 320,
  },
  links: {
    icon: Cable,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 200,
  },
  graphics: {
    icon: CircuitBoard,
    right: 'view',
    minWidthPx: 640,
    minHeightPx: 360,
  },
  graphicEditor: {
    icon: Frame,
    right: 'view',
    minWidthPx: 960,
    minHeightPx: 480,
  },
  symbolLibrary: {
    icon: Shapes,
    right: 'view',
    minWidthPx: 800,
    minHeightPx: 360,
  },
  look: {
    icon: Eye,
    right: 'seat.lookOver',
    minWidthPx: 560,
    minHeightPx: 240,
  },
  accounts: {
    icon: Users,
    right: 'account.manage',
    minWidthPx: 480,
    minHeightPx: 200,
  },
  rules: {
    icon: Workflow,
    right: 'view',
    minWidthPx: 760,
    minHeightPx: 480,
  },
  layouts: {
    icon: PanelsTopLeft,
    right: 'view',
    minWidthPx: 960,
    minHeightPx: 520,
  },
}
