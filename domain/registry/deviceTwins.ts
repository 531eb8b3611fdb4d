import type { RegistryProblem } from '../contract'

/** An id as eyes read it: letters of both cases and both widths are one. */
export const foldId = (id: string): string => id.normalize('NFKC').toLowerCase()

/** What no device name may hold: it stands between slashes in the topics of its device, and plus and hash mean others there. */
const unfit = /[/+#\p{Cc}\p{Cf}]/u

/**
 * What keeps an id from being that of a new device: a name that no topic can bear, or one that differs from another's by the size or width of its letters only. Nobody tells those two apart on a screen at night.
 *
 * @param twinOf another id that folds to the same; `undefined` when there is none
 */
export function checkNewId(
  id: string,
  twinOf: (folded: string) => string | undefined,
): Pick<RegistryProblem, 'field' | 'code' | 'detail'> | undefined {
  if (unfit.test(id)) return { field: 'id', code: 'malformed', detail: id }
  const twin = twinOf(foldId(id))
  return twin === undefined || twin === id ? undefined : { field: 'id', code: 'duplicateId', detail: `${id} ≈ ${twin}` }
}
