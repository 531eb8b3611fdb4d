import { useState } from 'react'
import { ChevronDown } from 'lucide-react'
import { useTranslation } from 'react-i18next'
import { ComfortMenu } from '../comfort/ComfortMenu'
import { reveal, useClient, useRight, useSession, useSetSession } from '../feed'
import { languages, setLanguage, useLanguage } from '../i18n'
import { useShift } from './useShift'
import { SoundTestDialog } from '../sound/SoundTestDialog'
import { ChangePassword } from '../session/ChangePassword'
import { setTheme, themeNames, useTheme } from '../theme/theme'
import { Menu, MenuGroup, MenuItem } from '../widgets'
import styles from './PersonMenu.module.css'

/** Who works here and in which shift, and what concerns only this person: language, theme, size and brightness, keys, sound test, password, leaving. */
export function PersonMenu({ onKeys }: { onKeys(): void }) {
  const { t } = useTranslation(['shell', 'common'])
  const client = useClient()
  const account = useSession()?.account
  const setSession = useSetSession()
  const mayManageAccounts = useRight('account.manage')
  const language = useLanguage()
  const theme = useTheme()
  const [opened, setOpened] = useState<'password' | 'sound'>()
  const shift = useShift()
  const close = () => setOpened(undefined)
  if (!account) return undefined
  return (
    <>
      <Menu
        label={t('menu', { name: account.displayName })}
        trigger={
          <span
            className={styles.person}
            title={[account.displayName, t(`common:role.${account.role}`), shift].filter(Boolean).join(' · ')}
          >
            <span className={styles.name}>{account.displayName}</span>
            <span className={styles.post}>{t(`common:role.${account.role}`)}</span>
            <span className={styles.shift}>{shift}</span>
            <ChevronDown size={14} aria-hidden />
          </span>
        }
      >
        <MenuGroup label={t('languageLabel')}>
          {languages.map((each) => (
            <MenuItem key={each} isChosen={each === language} onChoose={() => void setLanguage(each)}>
              {t(`common:language.${each}`)}
            </MenuItem>
          ))}
        </MenuGroup>
        <MenuGroup label={t('themeLabel')}>
          {themeNames.map((each) => (
            <MenuItem key={each} isChosen={each === theme} onChoose={() => setTheme(each)}>
              {t(`common:theme.${each}`)}
            </MenuItem>
          ))}
        </MenuGroup>
        <ComfortMenu />
        <MenuGroup>
          <MenuItem onChoose={onKeys}>{t('keys')}</MenuItem>
          {window.chengtai && <MenuItem onChoose={() => setOpened('sound')}>{t('soundTest')}</MenuItem>}
          {mayManageAccounts && <MenuItem onChoose={() => reveal('accounts')}>{t('accounts')}</MenuItem>}
          <MenuItem onChoose={() => setOpened('password')}>{t('changePassword')}</MenuItem>
          <MenuItem onChoose={() => void client.call('session.signOut', {}).then(setSession)}>{t('signOut')}</MenuItem>
        </MenuGroup>
      </Menu>
      {opened === 'password' && <ChangePassword onClose={close} />}
      {opened === 'sound' && <SoundTestDialog onClose={close} />}
    </>
  )
}
