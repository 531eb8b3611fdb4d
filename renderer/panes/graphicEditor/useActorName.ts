import { useTranslation } from 'react-i18next'
import type { SavedGraphic } from '../../../domain/contract'

/** Who saved something, as people call them. */
export function useActorName(): (actor: SavedGraphic['saved']['by']) => string {
  const { t } = useTranslation('dispatch')
  return ({ kind, name, id }) => (kind === 'system' || kind === 'rule' ? t(`actor.${kind}`) : (name ?? id))
}
