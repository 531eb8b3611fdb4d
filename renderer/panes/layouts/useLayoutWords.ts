import { useTranslation } from 'react-i18next'
import type { LayoutChange, LayoutProblem, PaneId } from '../../../layouts'
import { useFormat } from '../../i18n'
import type { DraftProblem } from './draft'

/** Changes and problems of layouts as sentences. */
export function useLayoutWords() {
  const { t } = useTranslation(['layouts', 'common', 'shell'])
  const format = useFormat()
  const paneName = (pane: PaneId) => t(`common:pane.${pane}`)
  return {
    paneName,
    change(change: LayoutChange): string {
      switch (change.kind) {
        case 'renamed':
          return t('change.renamed', { from: format.text(change.from), to: format.text(change.to) })
        case 'postChanged':
          return t('change.postChanged', { to: t(`post.${change.to}`) })
        case 'occasionChanged':
          return t('change.occasionChanged', { to: t(`occasion.${change.to}`) })
        case 'locked':
        case 'unlocked':
        case 'seatBound':
        case 'seatFreed':
          return t(`change.${change.kind}`)
        case 'displayAdded':
        case 'displayRemoved':
        case 'rearranged':
        case 'displayExchanged':
          return t(`change.${change.kind}`, { display: change.display })
        case 'roleChanged':
          return t('change.roleChanged', { display: change.display, to: t(`shell:displayRole.${change.to}`) })
        case 'paneMoved':
          return t('change.paneMoved', { pane: paneName(change.pane), from: change.from, to: change.to })
        case 'paneAdded':
        case 'paneRemoved':
          return t(`change.${change.kind}`, { pane: paneName(change.pane), display: change.display })
      }
    },
    problem(problem: DraftProblem): string {
      switch (problem.kind) {
        case 'emptyDisplay':
          return t('problem.emptyDisplay', { display: problem.display })
        case 'tooSmall':
          return t('problem.tooSmall', { display: problem.display, pane: paneName(problem.pane) })
        default:
          return t(`problem.${problem.kind}`)
      }
    },
    importProblem: ({ path, code, detail = '' }: LayoutProblem): string =>
      [path, t(`import.${code}`, { detail })].filter((part) => part !== '').join(': '),
  }
}
