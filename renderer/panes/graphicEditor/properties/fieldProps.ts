import type { GraphicElement } from '../../../../domain/contract'
import type { Bindings } from './useBindings'

/** What every group of properties is given. */
export interface FieldsProps<E = GraphicElement> {
  element: E
  bindings: Bindings
  isDisabled: boolean
  /** Words for what is wrong at a path of the element. */
  problemAt(path: string): string | undefined
  /** `field` joins what is typed in one field into one step to take back. */
  onChange(element: GraphicElement, field?: string): void
}
