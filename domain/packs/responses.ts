/** First steps of the dispatcher that many alarms share, in order; an alarm with steps of its own writes them beside it. */
export const responses = {
  fire: [
    ['看最近摄像机，判真假', 'Look at the nearest camera: is it real?'],
    ['派最近两人带灭火器到场', 'Send the two nearest people with extinguishers'],
    ['核对联动：电梯迫降、防火门、排烟', 'Check linkage: lifts recalled, fire doors, smoke exhaust'],
    ['证实后广播疏散，呼 119', 'When confirmed: evacuate by broadcast, call 119'],
  ],
  equipment: [
    ['核对读数与现场状态', 'Check the reading against the site'],
    ['派工程人员到场检查', 'Send an engineer to look at it'],
    ['必要时切换备用设备', 'Switch to the standby unit where needed'],
  ],
  electrical: [
    ['核对电流、电压与温度趋势', 'Check the trend of current, voltage and temperature'],
    ['派强电工程师到配电房', 'Send an electrician to the switch room'],
    ['转移负荷，必要时停运', 'Move the load; take out of service where needed'],
  ],
  security: [
    ['调看现场摄像机', 'Open the cameras on the spot'],
    ['派最近保安到场核实', 'Send the nearest guard to check'],
    ['必要时报 110 并保存录像', 'Call 110 where needed and keep the recording'],
  ],
  help: [
    ['接通通话，问清情况和人数', 'Answer the call: what happened, how many people'],
    ['派最近保安和急救员到场', 'Send the nearest guard and first aider'],
    ['有伤者呼 120', 'Call 120 when somebody is hurt'],
  ],
  crowd: [
    ['看摄像机，估人数和流向', 'Look at the camera: how many, which way'],
    ['派最近保安疏导', 'Send the nearest guards to guide people'],
    ['打开备用出口，限流广播', 'Open spare exits, announce by broadcast'],
  ],
  waterSide: [
    ['核对相邻测点的压力或水位', 'Check pressure or level at the neighbouring points'],
    ['派给排水工程师到场', 'Send a plumber to the spot'],
    ['确认阀门位置，防止漫水', 'Confirm valve positions, prevent flooding'],
  ],
  liftTrapped: [
    ['接五方通话，安抚被困人', 'Answer the intercom and calm the passengers'],
    ['派电梯工程师和保安到层站', 'Send a lift engineer and a guard to the landing'],
    ['超过 15 分钟未解困呼 119', 'Call 119 when not freed in 15 minutes'],
  ],
  traffic: [
    ['看路口摄像机', 'Look at the junction camera'],
    ['派最近人员疏导交通', 'Send the nearest people to direct traffic'],
    ['发布绕行提示', 'Publish a diversion'],
  ],
  battery: [['记入充电或更换计划', 'Put on the charging or replacement list']],
  environment: [
    ['核对相邻站点，排除误报', 'Compare with neighbouring stations'],
    ['派人到场查找来源', 'Send somebody to look for the source'],
    ['启动喷雾或加大通风', 'Start mist spray or more ventilation'],
  ],
} as const satisfies Record<string, readonly (readonly [zh: string, en: string])[]>
