/**
 * Words that most of the leaked passwords of the public lists are made of once digits and signs are taken off both ends: international ones,
 * keyboard rows, Chinese habits, and the words of this product. A password that is one of them and decoration is refused.
 */
export const commonWords: ReadonlySet<string> = new Set(
  `password passwd passcode pass pwd admin administrator root user guest test tester testing demo default system master manager operator
  login welcome hello letmein changeme secret private access server service support oracle mysql postgres cisco huawei hikvision dahua
  qwerty qwert qwer qwertyuiop asdf asdfgh asdfghjkl zxcv zxcvbn zxcvbnm qaz qazwsx qazwsxedc wsx edc qweasd qweasdzxc
  abc abcd abcde abcdef abcdefg abcabc aaa aaaa aaaaaa aabbcc xyz xxx
  iloveyou love lovely princess sunshine dragon monkey shadow football baseball superman batman michael jordan charlie freedom whatever
  trustno starwars summer winter spring autumn monday friday january december flower ninja google apple samsung
  woaini woaiwojia nihao mima denglu guanli guanliyuan yonghu zhongguo china beijing shanghai shenzhen guangzhou nanshan
  wang zhang chen liu zhao huang xiaoming dearbook
  chengtai console dispatch dispatcher district security duty police fire`
    .split(/\s+/)
    .filter((word) => word !== ''),
)
