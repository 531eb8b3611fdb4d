import { GraphicId, type Graphic, type LocalText } from '../../../domain/contract'
import { newKey } from '../../feed'

const newId = () => GraphicId.parse(`graphic-${newKey().slice(0, 10)}`)

/** An empty sheet in the shape of a display. */
export const newGraphic = (name: LocalText): Graphic => ({
  id: newId(),
  name,
  sheet: { width: 1_280, height: 720, ground: 'ground' },
  elements: [],
})

/** The same drawing as a graphic of its own. */
export const copyOf = (graphic: Graphic, suffix: LocalText): Graphic => ({
  ...graphic,
  id: newId(),
  name: { zh: `${graphic.name.zh}${suffix.zh}`.slice(0, 400), en: `${graphic.name.en}${suffix.en}`.slice(0, 800) },
})
