import { type PartProps, strokeOf } from './parts'

export function Shape({ element, animated }: PartProps<'shape'>) {
  const { frame, style, shape } = element
  const { width, height } = frame
  const stroke = strokeOf(style, animated)
  if (shape === 'ellipse') return <ellipse cx={width / 2} cy={height / 2} rx={width / 2} ry={height / 2} {...stroke} />
  return <rect width={width} height={height} rx={style.radius} {...stroke} />
}
