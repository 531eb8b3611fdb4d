/** Who crosses which fence: a rule's trigger, and the person or device. */
interface Crosser {
  readonly ruleId: string
  readonly trigger: number
  readonly subjectId: string
}

interface Side {
  readonly isInside: boolean
  readonly firing?: string
}

/** On which side of the fences of rules people and devices are. `inside` is where the rule is set off: of a fence to be left, its outside. */
export class Crossings {
  readonly #sides = new Map<string, Side>()

  /** @returns whether it has come in now, and the firing that ends with its going; where it is when first seen is no crossing */
  move(who: Crosser, isInside: boolean): { hasEntered: boolean; ended?: string | undefined } {
    const key = keyOf(who)
    const before = this.#sides.get(key)
    if (before?.isInside === isInside) return { hasEntered: false }
    this.#sides.set(key, { isInside })
    return { hasEntered: before !== undefined && isInside, ended: before?.firing }
  }

  /** It is inside, and led to a firing. */
  stand(who: Crosser, firing: string): void {
    this.#sides.set(keyOf(who), { isInside: true, firing })
  }

  /** @returns firings that stood of the rule */
  forgetRule(ruleId: string): string[] {
    return this.#forget(({ ruleId: of }) => of === ruleId).map(({ firing }) => firing)
  }

  /** @returns firings that stood of them, with their rules */
  forgetSubjects(gone: ReadonlySet<string>): (Crosser & { firing: string })[] {
    return this.#forget(({ subjectId }) => gone.has(subjectId))
  }

  #forget(isMeant: (who: Crosser) => boolean): (Crosser & { firing: string })[] {
    return [...this.#sides].flatMap(([key, { firing }]) => {
      const who = crosserOf(key)
      if (!isMeant(who)) return []
      this.#sides.delete(key)
      return firing === undefined ? [] : [{ ...who, firing }]
    })
  }
}

const keyOf = ({ ruleId, trigger, subjectId }: Crosser): string => `${ruleId}\n${trigger}\n${subjectId}`

function crosserOf(key: string): Crosser {
  const [ruleId = '', trigger, subjectId = ''] = key.split('\n')
  return { ruleId, trigger: Number(trigger), subjectId }
}
