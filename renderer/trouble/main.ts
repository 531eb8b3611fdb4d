import '../theme/global.css'
import './trouble.css'
import { startI18n } from '../i18n'

// The page of a window that died too often: what happened and when it is tried again. No React and no channel, so that little in it can fail.

const i18n = await startI18n()
const retryAtMs = Number(new URLSearchParams(location.search).get('retryAt'))
const t = i18n.getFixedT(null, 'supervision')
const time = new Date(retryAtMs).toLocaleTimeString(i18n.language, { hour12: false })
const line = (tag: 'h1' | 'p', text: string) => {
  const element = document.createElement(tag)
  element.textContent = text
  return element
}
document.getElementById('root')?.replaceChildren(line('h1', t('troubleTitle')), line('p', t('troubleDetail', { time })))
