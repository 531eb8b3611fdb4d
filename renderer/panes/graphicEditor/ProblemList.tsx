import type { Graphic } from '../../../domain/contract'
import type { GraphicProblem } from '../../../domain/graphics/checkGraphic'
import type { EffectiveSymbol } from '../../../domain/graphics/effective'
import { useElementName } from './Layers'
import { useProblemWords } from './useProblems'
import styles from './Editor.module.css'

/** Everything that is wrong, each leading to its element. */
export function ProblemList({
  problems,
  graphic,
  symbols,
  onChoose,
}: {
  problems: readonly GraphicProblem[]
  graphic: Graphic
  symbols: ReadonlyMap<string, EffectiveSymbol>
  onChoose(elementId: string): void
}) {
  const words = useProblemWords()
  const nameOf = useElementName(symbols)
  return (
    <ul className={styles.problems}>
      {problems.map((problem) => {
        const element = graphic.elements.find(({ id }) => id === problem.elementId)
        return (
          <li key={`${problem.elementId} ${problem.path} ${problem.code}`}>
            <button type="button" className={styles.problem} onClick={() => onChoose(problem.elementId)}>
              {element && <span className={styles.problemName}>{nameOf(element)}</span>}
              {words(problem)}
            </button>
          </li>
        )
      })}
    </ul>
  )
}
