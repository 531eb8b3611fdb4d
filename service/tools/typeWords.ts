import type { TslProblem } from '../../domain/things/tslProblem'
import type { UpgradeEffect } from '../../domain/things/upgradeEffects'

type Pair = readonly [zh: string, en: string]

/** What is said of a wrong TSL, by code; `{found}` and `{allowed}` come from the problem. */
export const problemWords: Readonly<Record<TslProblem['code'], Pair>> = {
  tooLarge: ['文件过大：{found} 字符，最多 {allowed}', 'too large: {found} characters, {allowed} at most'],
  notJson: ['不是 JSON', 'no JSON'],
  tooDeep: ['嵌套过深', 'nested too deep'],
  notAnObject: ['应为对象', 'an object is due'],
  notAList: ['应为数组', 'a list is due'],
  missing: ['缺失', 'is missing'],
  wrongType: ['类型不对', 'is of a wrong type'],
  badIdentifier: [
    '标识符 {found} 不合规：字母开头，字母、数字、下划线，至多 64 个',
    'identifier {found}: a letter, then letters, digits or _, 64 at most',
  ],
  duplicateId: ['标识符 {found} 重复', 'identifier {found} stands twice'],
  tooMany: ['有 {found} 项，最多 {allowed}', '{found} members, {allowed} at most'],
  tooLong: ['过长，最多 {allowed}', 'too long, {allowed} at most'],
  badNumber: ['不是数：{found}', 'no number: {found}'],
  badRange: ['范围不对', 'the range is wrong'],
  badEnum: ['枚举值不对：{found}', 'wrong states: {found}'],
  unknownWord: ['未知的值 {found} {allowed}', 'unknown: {found} {allowed}'],
}

export const effectWords: Readonly<Record<UpgradeEffect['kind'], Pair>> = {
  valuesRefused: ['设备仍上报的值将被拒收', 'values that devices still report are refused'],
  rangeNarrowed: ['范围变窄，部分值将被拒收', 'the range is narrower: some values are refused'],
  meansOther: ['同一数值含义改变，请换新标识符', 'the same number means another thing: give it a new identifier'],
  readOnly: ['不再可写', 'can be written no more'],
  eventRefused: ['设备仍上报的事件将被拒收', 'events that devices still tell are refused'],
  serviceGone: ['命令不再有，预案与联动会失败', 'the command is gone: plans and linkages that ask for it fail'],
  askedOtherwise: ['命令的输入改变', 'the command is asked otherwise'],
  classRaised: ['命令等级提高', 'the class of the command is higher'],
  alarmGone: ['告警不再有', 'the alarm is gone'],
}

export const typeWords = {
  written: ['已写入 {file}：{members} 项', 'Wrote {file}: {members} members'],
  keptAside: ['{path}：本系统不用，导出时原样返回', '{path}: not used here, given back on export'],
  lostAlarm: ['告警 {id} 所监视的成员已不存在，未保留', 'Alarm {id} watches what is no more: left out'],
  problem: ['{path}：{what}', '{path}: {what}'],
  noType: ['{file} 不是设备类型', '{file} is no device type'],
  otherType: ['不是同一设备类型', 'Not the same device type'],
  notNewer: ['版本没有更新', 'The version is no newer'],
  changes: [
    '{part}：新增 {added}，移除 {removed}，变更 {changed}',
    '{part}: added {added}, removed {removed}, changed {changed}',
  ],
  goesOn: ['在线设备继续工作', 'Running devices go on'],
  doesNotGoOn: [
    '在线设备受影响，升级前请核对以上各项',
    'Running devices are affected: see the lines above before upgrading',
  ],
} as const satisfies Record<string, Pair>
