import { useTranslation } from 'react-i18next'
import type { RegistryProblem } from '../../domain/contract/calls/registryEditing'

/** The sentence of a problem: what is wrong, and the value that is. Row and field stand beside it. */
export function useProblemWords(): (problem: RegistryProblem) => string {
  const { t } = useTranslation('registry')
  return ({ code, detail }) =>
    detail === '' ? t(`problem.${code}`) : t('problemDetail', { problem: t(`problem.${code}`), detail })
}
