import { Button, Pane, PaneTitle, Section, VirtualList } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

function SamplePane() {
  const words = useSampleWords()
  return (
    <div className={styles.frame}>
      <Pane
        header={<PaneTitle title={words.device} meta="2 / 40" />}
        toolbar={<Button size="small">{words.acknowledge}</Button>}
        footer={words.reasonHint}
      >
        <Section title={words.place} meta={words.person}>
          {words.nothing}
        </Section>
      </Pane>
    </div>
  )
}

function SampleList() {
  const words = useSampleWords()
  return (
    <div className={styles.frame}>
      <VirtualList
        label={words.device}
        count={1_000}
        rowKey={String}
        activeIndex={0}
        renderRow={(at) => (
          <div className={at === 1 ? styles.chosenRow : styles.row}>
            {words.device} {at + 1}
          </div>
        )}
      />
    </div>
  )
}

export default {
  id: 'pane',
  group: 'panes',
  shows: ['Pane', 'PaneTitle', 'Section', 'VirtualList'],
  states: { normal: () => <SamplePane />, list: () => <SampleList /> },
} satisfies Specimen
