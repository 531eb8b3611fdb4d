import type { GroupName, Specimen } from './Specimen'

const files = import.meta.glob<{ default: Specimen }>('./specimens/*.tsx', { eager: true })

export const groups = ['controls', 'marks', 'values', 'panes', 'shared', 'eyes'] as const satisfies readonly GroupName[]

/** All specimens, by group, in the order of their files' names. A file in `specimens/` is in the gallery; nothing else is to be done. */
export const specimens: readonly Specimen[] = Object.values(files).map((file) => file.default)
