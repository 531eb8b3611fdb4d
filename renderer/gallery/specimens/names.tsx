import { DeviceName, PersonName, PlaceName } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

function Names({ isNarrow = false }: { isNarrow?: boolean }) {
  const words = useSampleWords()
  return (
    <div className={isNarrow ? styles.narrow : styles.column}>
      <PersonName symbol="guard" name={words.person} detail={words.post} />
      <DeviceName state="abnormal" name={words.device} detail="YG-T2-1806" />
      <PlaceName place={words.place} />
    </div>
  )
}

export default {
  id: 'names',
  group: 'values',
  shows: ['PersonName', 'DeviceName', 'PlaceName'],
  states: { normal: () => <Names />, narrow: () => <Names isNarrow /> },
} satisfies Specimen
