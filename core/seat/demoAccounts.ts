import type { DemoAccount } from '../accounts/createAccounts'

/** People one can sign in as in the demo district. Their passwords are said on screen and work only while the demo runs. */
export const demoAccounts: readonly DemoAccount[] = [
  { name: 'zhoumin', displayName: '周敏', role: 'dispatcher', password: 'Chenghu-2026' },
  { name: 'chenlijun', displayName: '陈立军', role: 'shiftLeader', password: 'Chenghu-2026' },
  { name: 'hejing', displayName: '何静', role: 'engineer', password: 'Chenghu-2026' },
  // Of an organisation each: they see and command what is theirs.
  { name: 'wangjianguo', displayName: '王建国', role: 'engineer', password: 'Chenghu-2026' },
  { name: 'luowei', displayName: '罗威', role: 'engineer', password: 'Chenghu-2026' },
  { name: 'liuguodong', displayName: '刘国栋', role: 'manager', password: 'Chenghu-2026' },
  { name: 'xitong', displayName: '系统管理员', role: 'systemAdministrator', password: 'Chenghu-2026' },
  { name: 'anquan', displayName: '安全管理员', role: 'securityAdministrator', password: 'Chenghu-2026' },
]
