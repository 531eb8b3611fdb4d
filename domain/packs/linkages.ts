import type { Linkage } from '../contract'
import { linkagesOfPlant } from './linkagesOfPlant'
import { linkagesOfSafety } from './linkagesOfSafety'
import { linkagesOfServices } from './linkagesOfServices'

/**
 * The linkages (联动) between the on-site systems that the white paper names, as what sets them off and what they do, and a few of ours. They are what a district begins with; which of
 * them act is decided there.
 */
export const systemLinkages: readonly Linkage[] = [...linkagesOfSafety, ...linkagesOfServices, ...linkagesOfPlant]
