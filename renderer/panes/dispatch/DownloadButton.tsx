import { Download } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import type { Incident } from '../../../domain/contract'
import { useClient } from '../../feed'
import { useAttempt } from '../../session/useAttempt'
import { Button } from '../../widgets'
import { Refusal } from '../../session/Refusal'

/** In a browser seat, which has no exports folder: the story as data, saved by the browser. */
export function DownloadButton({ incident }: { incident: Incident }) {
  const { t } = useTranslation('dispatch')
  const client = useClient()
  const attempt = useAttempt()
  const save = async () => {
    const story = await client.call('incident.export', { incidentId: incident.id })
    const url = URL.createObjectURL(new Blob([JSON.stringify(story, null, 2)], { type: 'application/json' }))
    const link = Object.assign(document.createElement('a'), { href: url, download: `${incident.number}.json` })
    link.click()
    URL.revokeObjectURL(url)
  }
  return (
    <>
      <Button isPending={attempt.isPending} disabled={attempt.isPending} onClick={() => void attempt.run(save)}>
        <Download size={14} aria-hidden />
        {t('incident.download')}
      </Button>
      <Refusal attempt={attempt} />
    </>
  )
}
