import { useTranslation } from 'react-i18next'
import { Pane, PaneTitle } from '../../widgets'
import { DevicePanel } from './DevicePanel'

/** The panel of what is selected, as a pane of a layout. */
export function DevicePane() {
  const { t } = useTranslation('common')
  return (
    <Pane header={<PaneTitle title={t('pane.device')} />}>
      <DevicePanel />
    </Pane>
  )
}
