import type { Plan } from '../../../domain/contract'
import { command, confirm, message, plan, task } from './planForms'

/** Short plans for what happens every week. */
export const dailyPlans: readonly Plan[] = [
  plan('plan-security', 'A-01', ['安防入侵预案', 'Intrusion plan'], ['security'], 'general', [
    { id: 'look', name: ['调看现场摄像机', 'Open the cameras'], limitS: 60, action: confirm() },
    {
      id: 'guards',
      name: ['两名保安到场核实', 'Two guards check on the spot'],
      limitS: 240,
      action: task(['security'], 2, [
        '两人结伴到场核实，发现可疑人员先报告再控制',
        'Go together, check; report suspects before acting',
      ]),
    },
    {
      id: 'doors',
      name: ['锁闭本层门禁', 'Lock the doors of the floor'],
      after: ['look'],
      limitS: 30,
      action: command('access.door_access', 'lock_door', 2, { scope: 'sameFloor', max: 10 }),
    },
    {
      id: 'record',
      name: ['留存附近录像', 'Keep the recordings nearby'],
      limitS: 30,
      action: command('security.video_surveillance', 'start_recording', 1, { scope: 'near', radiusM: 80, max: 10 }),
    },
    { id: 'police', name: ['必要时报 110', 'Call 110 where needed'], after: ['guards'], action: confirm() },
    { id: 'end', name: ['现场确认安全', 'The place is safe'], after: ['guards'], action: confirm() },
  ]),
  plan('plan-lift', 'L-01', ['电梯困人预案', 'Lift entrapment plan'], ['liftEntrapment'], 'general', [
    { id: 'talk', name: ['接五方通话，安抚被困人', 'Talk to the passengers'], limitS: 30, action: confirm() },
    {
      id: 'engineer',
      name: ['电梯工程师到场解困', 'Lift engineer frees them'],
      limitS: 900,
      action: task(['lift'], 1, [
        '带救援工具到机房，断电、平层、开门解困',
        'Go to the machine room with rescue tools: power off, level, open',
      ]),
    },
    {
      id: 'guard',
      name: ['保安到层站守候', 'Guard waits at the landing'],
      limitS: 300,
      action: task(['security'], 1, [
        '到困人层站隔门安抚，防止扒门',
        'Calm them through the door, keep others from forcing it',
      ]),
    },
    {
      id: 'tell',
      name: ['通知维保单位与值班长', 'Tell maintenance and the shift leader'],
      action: message(
        ['shiftLeader', 'steward'],
        ['电梯困人，预案 L-01 已启动', 'People trapped in a lift, plan L-01 has started.'],
      ),
    },
    {
      id: 'fire',
      name: ['15 分钟未解困呼 119', 'Call 119 when not freed in 15 minutes'],
      after: ['talk'],
      limitS: 900,
      action: confirm(),
    },
    {
      id: 'check',
      name: ['伤情询问，停梯检修', 'Ask for injuries, take the lift out of service'],
      after: ['engineer'],
      action: confirm(),
    },
  ]),
  plan('plan-leak', 'B-01', ['漏水预案', 'Water leak plan'], ['waterLeak'], 'general', [
    { id: 'look', name: ['核对水压水位与视频', 'Check pressure, level and video'], limitS: 120, action: confirm() },
    {
      id: 'plumber',
      name: ['给排水工程师到场关阀', 'Plumber closes the valve'],
      limitS: 600,
      action: task(['plumbing'], 1, [
        '到场找漏点，关阀止水，回报影响范围',
        'Find the leak, close the valve, report what is affected',
      ]),
    },
    {
      id: 'power',
      name: ['防触电：断开浸水回路', 'Switch off flooded circuits'],
      after: ['look'],
      limitS: 900,
      action: task(['electrical'], 1, [
        '查看浸水区域配电，先断电再排水',
        'Check power in the flooded area: off before pumping',
      ]),
    },
    {
      id: 'clean',
      name: ['排水清理', 'Pump and clean'],
      after: ['plumber'],
      limitS: 3600,
      action: task(['cleaning'], 2, ['抽水、吸水、放防滑牌', 'Pump, dry, put up slip signs']),
    },
    {
      id: 'tell',
      name: ['通知受影响住户', 'Tell the residents'],
      after: ['plumber'],
      action: message(
        ['steward', 'customerService'],
        ['局部停水抢修，请通知受影响住户', 'Water is off for repair: tell the residents.'],
      ),
    },
    { id: 'restore', name: ['恢复供水并记录', 'Restore and record'], after: ['plumber'], action: confirm() },
  ]),
  plan('plan-equipment', 'D-01', ['设备故障预案', 'Equipment failure plan'], ['equipment', 'environment'], 'general', [
    {
      id: 'check',
      name: ['核对读数与影响范围', 'Check readings and what is affected'],
      limitS: 300,
      action: confirm(),
    },
    {
      id: 'engineer',
      name: ['工程师到场处置', 'Engineer on the spot'],
      limitS: 900,
      action: task(['electrical', 'hvac', 'plumbing'], 1, [
        '到场检查设备，切换备用，回报恢复时间',
        'Check the equipment, switch to standby, report when it will be back',
      ]),
    },
    {
      id: 'tell',
      name: ['通知值班长', 'Tell the shift leader'],
      action: message(['shiftLeader'], ['设备故障，预案 D-01 已启动', 'Equipment failure, plan D-01 has started.']),
    },
    { id: 'restore', name: ['恢复运行并记录', 'Back in service and recorded'], after: ['engineer'], action: confirm() },
  ]),
]
