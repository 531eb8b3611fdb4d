import { useTranslation } from 'react-i18next'
import type { PaneId } from '../../layouts'
import { paneFacts } from '../panes/paneFacts'
import { useOwnSettings } from '../settings/useOwnSettings'
import { MenuGroup, MenuItem } from '../widgets'
import { PopupMenu } from '../widgets/PopupMenu'
import { usePaneActions } from './PaneActions'

const noSettings = {}

/** What can be done with a pane: maximise, beside or below, to another display, as it comes, close. */
export function PaneMenu({ pane, at, onClose }: { pane: PaneId; at: { x: number; y: number }; onClose(): void }) {
  const { t } = useTranslation(['shell', 'common'])
  const actions = usePaneActions()
  const own = useOwnSettings(paneFacts[pane].settings ?? noSettings)
  if (!actions) return undefined
  const neighbour = actions.neighbourOf(pane)
  return (
    <PopupMenu label={t('pane.menu', { pane: t(`common:pane.${pane}`) })} at={at} onClose={onClose}>
      <MenuGroup>
        <MenuItem onChoose={() => actions.toggleMaximised(pane)}>
          {t(actions.maximised === pane ? 'pane.restore' : 'pane.maximise')}
        </MenuItem>
      </MenuGroup>
      {actions.mayArrange && neighbour !== undefined && (
        <MenuGroup>
          <MenuItem onChoose={() => actions.put(pane, neighbour, 'right')}>{t('pane.beside')}</MenuItem>
          <MenuItem onChoose={() => actions.put(pane, neighbour, 'below')}>{t('pane.below')}</MenuItem>
          {!actions.isTab(pane) && (
            <MenuItem onChoose={() => actions.put(pane, neighbour, 'tab')}>{t('pane.asTab')}</MenuItem>
          )}
        </MenuGroup>
      )}
      {actions.mayArrange && actions.otherDisplays.length > 0 && (
        <MenuGroup label={t(neighbour === undefined ? 'pane.swapWith' : 'pane.moveTo')}>
          {actions.otherDisplays.map(({ number, role, label }) => (
            <MenuItem key={number} onChoose={() => actions.send(pane, number)}>
              {[t('display', { number, role: t(`displayRole.${role}`) }), label].filter(Boolean).join(' · ')}
            </MenuItem>
          ))}
        </MenuGroup>
      )}
      {own.keys.length > 0 && (
        <MenuGroup>
          <MenuItem onChoose={own.reset}>{t('pane.reset')}</MenuItem>
        </MenuGroup>
      )}
      {actions.mayArrange && actions.mayClose(pane) && (
        <MenuGroup>
          <MenuItem onChoose={() => actions.close(pane)}>{t('common:close')}</MenuItem>
        </MenuGroup>
      )}
    </PopupMenu>
  )
}
