import { Button, KeyCap } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'

type Props = Omit<Parameters<typeof Button>[0], 'children'>

function Sample(props: Props) {
  return <Button {...props}>{useSampleWords().acknowledge}</Button>
}

export default {
  id: 'button',
  group: 'controls',
  shows: ['Button', 'KeyCap'],
  states: {
    normal: () => <Sample />,
    primary: () => <Sample look="primary" />,
    plain: () => <Sample look="plain" />,
    command: () => <Sample look="command" />,
    small: () => <Sample size="small" />,
    large: () => <Sample size="large" />,
    dispatch: () => <Sample look="command" size="dispatch" keyCap="F9" />,
    withKey: () => <Sample look="primary" keyCap="F4" />,
    disabled: () => <Sample disabled />,
    pending: () => <Sample look="primary" isPending />,
    keyCap: () => <KeyCap>Ctrl K</KeyCap>,
  },
} satisfies Specimen
