import type { Post } from '../../domain/contract'
import { peopleLayer, peopleLayerSymbols } from '../panes/map/layers/mapLayers'

/** Drawing of a person by his post. */
export const personSymbol = (post: Post | undefined): string =>
  peopleLayerSymbols[post === undefined ? 'security' : peopleLayer(post)]
