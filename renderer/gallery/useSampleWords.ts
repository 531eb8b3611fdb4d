import { useTranslation } from 'react-i18next'

/** Words that specimens are filled with, in the language on screen. */
export function useSampleWords() {
  const { t } = useTranslation('gallery')
  return {
    acknowledge: t('sample.acknowledge'),
    person: t('sample.person'),
    post: t('sample.post'),
    device: t('sample.device'),
    place: t('sample.place'),
    reason: t('sample.reason'),
    reasonHint: t('sample.reasonHint'),
    tooLong: t('sample.tooLong'),
    nothing: t('sample.nothing'),
  }
}
