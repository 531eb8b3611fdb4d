import type { CodecDescription } from '../../contract'
import { firePanelLine } from './firePanelLine'
import { meter645 } from './meter645'
import { modbusClimate } from './modbusClimate'
import { modbusLevel } from './modbusLevel'

/** Described protocols that come with the product, to be used or to be copied from. */
export const shippedCodecs: readonly CodecDescription[] = [meter645, modbusClimate, modbusLevel, firePanelLine]
