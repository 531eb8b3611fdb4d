import type { GraphicElement } from '../../../domain/contract'
import type { Animated } from '../../../domain/graphics/animate'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import type { Readings } from '../Readings'
import { Alarms } from './Alarms'
import { ButtonPart } from './ButtonPart'
import { Gauge } from './Gauge'
import { Level } from './Level'
import { Pipe } from './Pipe'
import { Shape } from './Shape'
import { SymbolPart } from './SymbolPart'
import { TrendPart } from './TrendPart'
import { ValuePart } from './ValuePart'
import { Words } from './Words'

/** The part that an element is drawn by. */
export function Part(props: {
  element: GraphicElement
  readings: Readings
  animated: Animated
  symbol: EffectiveSymbol | undefined
}) {
  const { element, ...rest } = props
  switch (element.kind) {
    case 'shape':
      return <Shape element={element} {...rest} />
    case 'text':
      return <Words element={element} {...rest} />
    case 'value':
      return <ValuePart element={element} {...rest} />
    case 'symbol':
      return <SymbolPart element={element} {...rest} />
    case 'level':
      return <Level element={element} {...rest} />
    case 'gauge':
      return <Gauge element={element} {...rest} />
    case 'trend':
      return <TrendPart element={element} {...rest} />
    case 'button':
      return <ButtonPart element={element} {...rest} />
    case 'pipe':
      return <Pipe element={element} {...rest} />
    case 'alarms':
      return <Alarms element={element} {...rest} />
  }
}
