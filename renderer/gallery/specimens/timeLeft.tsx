import { TimeLeft } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'

function Sample({ shown, used }: { shown: string; used: number | undefined }) {
  const words = useSampleWords()
  return <TimeLeft label={words.acknowledge} shown={shown} hint={words.person} used={used} />
}

export default {
  id: 'timeLeft',
  group: 'values',
  shows: ['TimeLeft'],
  states: {
    counting: () => <Sample shown="05:21" used={undefined} />,
    inTime: () => <Sample shown="03:12" used={0.4} />,
    near: () => <Sample shown="00:48" used={0.84} />,
    over: () => <Sample shown="−00:31" used={1.2} />,
  },
} satisfies Specimen
