import { useEffect, useRef, useState } from 'react'
import { Button, Dialog, Menu, MenuGroup, MenuItem, Popover } from '../../widgets'
import { useSampleWords } from '../useSampleWords'
import type { Specimen } from '../Specimen'
import styles from '../Gallery.module.css'

function SampleMenu({ isOpen = false }: { isOpen?: boolean }) {
  const words = useSampleWords()
  const box = useRef<HTMLDivElement>(null)
  const [chosen, setChosen] = useState(0)
  useEffect(() => {
    if (isOpen) box.current?.querySelector<HTMLElement>('[aria-expanded=false]')?.click()
  }, [isOpen])
  return (
    <div ref={box} className={isOpen ? styles.menuRoom : undefined}>
      <Menu label={words.person} trigger={words.person}>
        <MenuGroup label={words.reason}>
          {[words.place, words.device].map((item, at) => (
            <MenuItem key={item} isChosen={at === chosen} onChoose={() => setChosen(at)}>
              {item}
            </MenuItem>
          ))}
        </MenuGroup>
        <MenuGroup>
          <MenuItem onChoose={() => undefined}>{words.acknowledge}</MenuItem>
        </MenuGroup>
      </Menu>
    </div>
  )
}

function SamplePopover() {
  const words = useSampleWords()
  return (
    <Popover label={words.device} trigger={words.device}>
      <p className={styles.padded}>{words.place}</p>
    </Popover>
  )
}

function SampleDialog() {
  const words = useSampleWords()
  const [isOpen, setOpen] = useState(false)
  return (
    <>
      <Button onClick={() => setOpen(true)}>{words.acknowledge}</Button>
      {isOpen && (
        <Dialog label={words.acknowledge} onClose={() => setOpen(false)}>
          <p className={styles.padded}>{words.place}</p>
        </Dialog>
      )}
    </>
  )
}

export default {
  id: 'overlays',
  group: 'controls',
  shows: ['Menu', 'MenuGroup', 'MenuItem', 'Popover', 'Dialog'],
  states: {
    menu: () => <SampleMenu />,
    open: () => <SampleMenu isOpen />,
    popover: () => <SamplePopover />,
    dialog: () => <SampleDialog />,
  },
} satisfies Specimen
