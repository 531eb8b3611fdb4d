import { useMemo, useState } from 'react'
import { useTranslation } from 'react-i18next'
import { useAlarmWords } from '../../alarms/useAlarmWords'
import { useDeviceStates, useRegistry } from '../../feed'
import { Empty, StateMark, TextField, VirtualList } from '../../widgets'
import { deviceStateName } from '../device/deviceState'
import styles from './Graphics.module.css'

/** A graphic that serves a type of device asks for which: all of them by name, code and place. */
export function DeviceChoice({ typeId, onChoose }: { typeId: string; onChoose(deviceId: string): void }) {
  const { t } = useTranslation('graphics')
  const registry = useRegistry()
  const words = useAlarmWords()
  const { bytes } = useDeviceStates()
  const [sought, setSought] = useState('')
  const own = useMemo(() => {
    const type = registry.devices.typeIds.findIndex((id) => id === typeId)
    return registry.devices.ids.flatMap((id, index) =>
      registry.devices.types[index] === type
        ? [{ id, index, text: `${words.device(id)} ${words.place(id)} ${id}` }]
        : [],
    )
  }, [registry, typeId, words])
  const found = own.filter(({ text }) => text.toLowerCase().includes(sought.trim().toLowerCase()))
  return (
    <div className={styles.choice}>
      <TextField
        label={t('whichDevice')}
        type="search"
        isFocusedAtStart
        value={sought}
        onChange={(event) => setSought(event.target.value)}
      />
      {found.length === 0 ? (
        <Empty>{own.length === 0 ? t('noDevices') : t('nothingFound')}</Empty>
      ) : (
        <div className={styles.choiceList}>
          <VirtualList
            label={t('whichDevice')}
            count={found.length}
            rowKey={(at) => found[at]?.id ?? ''}
            onRowClick={(at) => {
              const device = found[at]
              if (device) onChoose(device.id)
            }}
            renderRow={(at) => {
              const device = found[at]
              if (!device) return undefined
              return (
                <span role="gridcell" className={styles.choiceRow}>
                  <button type="button" className={styles.choiceName} onClick={() => onChoose(device.id)}>
                    <StateMark state={deviceStateName(bytes[device.index])} />
                    {words.device(device.id)}
                    <span className={styles.muted}>{words.place(device.id)}</span>
                  </button>
                </span>
              )
            }}
          />
        </div>
      )}
    </div>
  )
}
