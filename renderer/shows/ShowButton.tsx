import { useState } from 'react'
import { Presentation } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { Button } from '../widgets'
import { ShowDialog } from './ShowDialog'

/** Puts something before the eyes of somebody else. In the top strip of every display. */
export function ShowButton() {
  const { t } = useTranslation('shows')
  const [isOpen, setIsOpen] = useState(false)
  return (
    <>
      <Button look="plain" size="small" title={t('tip')} onClick={() => setIsOpen(true)}>
        <Presentation size={14} aria-hidden />
        {t('title')}
      </Button>
      {isOpen && <ShowDialog onClose={() => setIsOpen(false)} />}
    </>
  )
}
