import { useState } from 'react'
import { Columns3, Plus } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { reveal, select, useRegistry, useRight } from '../../feed'
import { useFormat } from '../../i18n'
import { DeviceForm } from '../../registry/DeviceForm'
import { useSetting } from '../../settings/useSetting'
import { Button, Checkbox, Pane, PaneTitle, Popover, TextField } from '../../widgets'
import { BulkEdit } from './BulkEdit'
import { allColumns, DeviceColumn, DeviceColumnsSetting, toggleColumn } from './columns'
import { DeviceRows } from './DeviceRows'
import { FilterColumn } from './FilterColumn'
import { useDeviceList } from './useDeviceList'
import asideStyles from './DeviceAside.module.css'
import styles from './DevicesPane.module.css'

/** Every device of the registry: sought, narrowed and sorted, with its main values as they are now. */
export function DevicesPane() {
  const { t } = useTranslation(['devices', 'registry', 'common'])
  const format = useFormat()
  const list = useDeviceList()
  const { revision } = useRegistry().devices
  const mayWrite = useRight('registry.write')
  const noRight = mayWrite ? undefined : t('common:state.needsRight')
  const [aside, setAside] = useState<'add' | 'bulk'>()
  const columns = useSetting('devices.columns', DeviceColumnsSetting, allColumns)
  const header = (
    <PaneTitle
      title={t('title')}
      meta={
        list.rows.length === list.total
          ? t('count', { total: format.number(list.total) })
          : t('countFound', { found: format.number(list.rows.length), total: format.number(list.total) })
      }
    >
      <Popover
        label={t('columns')}
        className={styles.trigger}
        trigger={<Columns3 size={16} strokeWidth={1.5} aria-hidden />}
      >
        <div className={styles.columnMenu}>
          <h3>{t('columns')}</h3>
          {DeviceColumn.options.map((column) => (
            <Checkbox
              key={column}
              isChecked={!columns.value.hidden.includes(column)}
              onChange={() => columns.save(toggleColumn(columns.value, column))}
            >
              {t(`column.${column}`)}
            </Checkbox>
          ))}
        </div>
      </Popover>
    </PaneTitle>
  )
  const toolbar = (
    <>
      <TextField
        className={styles.search}
        label={t('search')}
        isLabelHidden
        placeholder={t('searchPlaceholder')}
        type="search"
        maxLength={100}
        value={list.sought}
        onChange={(event) => list.setSought(event.target.value)}
      />
      <span className={styles.spring} />
      <Button size="small" onClick={() => reveal('registryImport')}>
        {t('files')}
      </Button>
      <Button
        size="small"
        disabled={!mayWrite}
        title={noRight}
        aria-pressed={aside === 'add'}
        onClick={() => setAside('add')}
      >
        <Plus size={14} aria-hidden />
        {t('registry:addDevice')}
      </Button>
    </>
  )
  const footer =
    list.ticks.ids.size > 0 ? (
      <>
        <b className={styles.ticked}>{t('ticked', { count: list.ticks.ids.size })}</b>
        <Button size="small" look="primary" disabled={!mayWrite} title={noRight} onClick={() => setAside('bulk')}>
          {t('bulk.open')}
        </Button>
        <span className={styles.spring} />
        <Button look="plain" size="small" keyCap="Esc" onClick={list.ticks.clear}>
          {t('clearTicks')}
        </Button>
      </>
    ) : (
      <>
        <span>{t('keys.choose')}</span>
        <span>{t('keys.tick')}</span>
        <span>{t('keys.stretch')}</span>
        <span>{t('keys.all')}</span>
      </>
    )
  return (
    <div className={styles.pane}>
      <div className={styles.parts}>
        <div className={styles.filter}>
          <FilterColumn list={list} />
        </div>
        <Pane className={styles.middle} header={header} toolbar={toolbar} footer={footer}>
          <DeviceRows list={list} setting={columns.value} />
        </Pane>
        {aside === 'add' && (
          <aside className={asideStyles.aside} aria-label={t('registry:addDevice')}>
            <DeviceForm
              revision={revision}
              onDone={(deviceId) => {
                setAside(undefined)
                select({ deviceId }, { locate: true })
              }}
              onCancel={() => setAside(undefined)}
            />
          </aside>
        )}
        {aside === 'bulk' && list.ticks.ids.size > 0 && (
          <aside className={asideStyles.aside} aria-label={t('bulk.open')}>
            <BulkEdit ids={list.ticks.ids} onClose={() => setAside(undefined)} />
          </aside>
        )}
      </div>
    </div>
  )
}
