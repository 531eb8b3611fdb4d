import { z } from 'zod'

/** Most characters of a thing model in the makers' form (TSL). */
export const MAX_TSL_CHARACTERS = 262_144

/** A thing model in the makers' form (TSL), as text: kept as it came, so that nothing of it is lost and nothing in it is taken for ours. */
export const StoredTsl = z.string().max(MAX_TSL_CHARACTERS)
