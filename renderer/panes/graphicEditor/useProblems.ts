import { useMemo } from 'react'
import { useTranslation } from 'react-i18next'
import type { Graphic } from '../../../domain/contract'
import { checkGraphic, type GraphicProblem } from '../../../domain/graphics/checkGraphic'
import { useRegistry } from '../../feed'
import type { GraphicBook } from './useGraphicBook'

/** What is wrong with a drawing, as the core would say it when it is saved; the core has the last word. */
export function useProblems(graphic: Graphic, { graphics, symbols }: GraphicBook): readonly GraphicProblem[] {
  const registry = useRegistry()
  return useMemo(() => {
    const systems = new Set([...registry.types.values()].map(({ systemKey }) => systemKey))
    return checkGraphic(graphic, {
      typeOfDevice(id) {
        const index = registry.deviceIndex(id)
        return index === undefined ? undefined : registry.deviceType(index)
      },
      type: (id) => registry.types.get(id),
      hasSystem: (key) => systems.has(key),
      hasSymbol: (id) => symbols.has(id),
      hasGraphic: (id) => graphics.has(id),
    })
  }, [graphic, registry, graphics, symbols])
}

/** A problem in words. */
export function useProblemWords(): (problem: Pick<GraphicProblem, 'code' | 'name'>) => string {
  const { t } = useTranslation('graphicEditor')
  return ({ code, name }) =>
    name === '$device' || name === 'unbound' || name === ''
      ? t(`problem.open.${openCode(code)}`)
      : t(`problem.${code}`, { name })
}

/** What nobody chose yet is said as such, not by the name that stands for it. */
const openCode = (code: GraphicProblem['code']) =>
  code === 'noService' ? 'service' : code === 'emptyRange' ? 'range' : code === 'noProperty' ? 'property' : 'device'
