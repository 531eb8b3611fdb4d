import { useTranslation } from 'react-i18next'
import { MenuGroup, MenuItem } from '../widgets'
import { dimming, dimmings } from './dimming'
import { motion, motions } from './motion'
import { textSize, textSizes } from './textSize'

/** How large, how bright and how lively: for this display, for this desk. */
export function ComfortMenu() {
  const { t } = useTranslation('comfort')
  const [size, brightness, liveliness] = [textSize.use(), dimming.use(), motion.use()]
  return (
    <>
      <MenuGroup label={t('textSize')} isRow>
        {textSizes.map((each) => (
          <MenuItem key={each} isChosen={each === size} onChoose={() => textSize.set(each)}>
            {t('percent', { percent: each })}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('dimming')} isRow>
        {dimmings.map((each) => (
          <MenuItem key={each} isChosen={each === brightness} onChoose={() => dimming.set(each)}>
            {t('percent', { percent: each })}
          </MenuItem>
        ))}
      </MenuGroup>
      <MenuGroup label={t('motion')}>
        {motions.map((each) => (
          <MenuItem key={each} isChosen={each === liveliness} onChoose={() => motion.set(each)}>
            {t(`motions.${each}`)}
          </MenuItem>
        ))}
      </MenuGroup>
    </>
  )
}
