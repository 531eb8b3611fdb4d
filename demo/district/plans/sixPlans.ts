import type { Plan } from '../../../domain/contract'
import { command, confirm, message, plan, task } from './planForms'

/**
 * The six emergency plans named by white paper 5.1.7 (1). The text gives no steps; these are worked out from the linkages of 4.2, the response standards of 6.2.3
 * and the example of 5.3.4 (2). Class 3 commands (life safety) are allowed here because a plan stands behind them.
 */
export const sixPlans: readonly Plan[] = [
  plan('plan-fire', 'F-01', ['消防预案', 'Fire plan'], ['fire'], 'larger', [
    { id: 'look', name: ['看视频证实火情', 'Confirm the fire on video'], limitS: 60, action: confirm() },
    {
      id: 'first',
      name: ['首批两人到场，带灭火器、面具', 'First two people on the spot with extinguishers and hoods'],
      limitS: 180,
      action: task(['fire'], 2, [
        '带灭火器、面具到场，查明火情，初期灭火，回报烟火位置',
        'Go with extinguisher and hood, find the fire, fight it while it is small, report where it is',
      ]),
    },
    {
      id: 'doors',
      name: ['关本层及上下层防火门', 'Close fire doors on this floor and next to it'],
      limitS: 30,
      action: command('fire.fire_door', 'close_fire_door', 3, { scope: 'adjacentFloors', max: 24 }),
    },
    {
      id: 'lifts',
      name: ['电梯迫降首层', 'Recall lifts to the ground floor'],
      limitS: 60,
      action: command('building_equipment.elevator_monitoring', 'recall_to_ground', 3, {
        scope: 'sameBuilding',
        max: 16,
      }),
    },
    {
      id: 'smoke',
      name: ['启动排烟送风', 'Start smoke exhaust and pressurising fans'],
      limitS: 30,
      action: command('fire.smoke_control', 'start_smoke_control', 3, { scope: 'adjacentFloors', max: 12 }),
    },
    {
      id: 'call119',
      name: ['呼 119：地址、楼层、燃烧物、人数', 'Call 119: address, floor, what burns, how many people'],
      after: ['look'],
      limitS: 120,
      action: confirm(),
    },
    {
      id: 'leaders',
      name: ['上报分管领导', 'Report to the managers in charge'],
      limitS: 1800,
      action: message(
        ['manager', 'shiftLeader'],
        [
          '发生火情，预案 F-01 已启动，请到指挥中心',
          'Fire reported, plan F-01 has started. Come to the command centre.',
        ],
      ),
    },
    {
      id: 'broadcast',
      name: ['本层及上下层播放疏散广播', 'Play the evacuation message on this floor and next to it'],
      after: ['look'],
      limitS: 60,
      action: command(
        'fire.emergency_broadcast',
        'play_evacuation',
        3,
        { scope: 'adjacentFloors', max: 12 },
        { message: 1 },
      ),
    },
    {
      id: 'evacuate',
      name: ['引导疏散，清点楼层', 'Guide people out and clear the floors'],
      after: ['look'],
      limitS: 600,
      action: task(['crowdControl'], 3, [
        '到着火层及上下层引导人员走楼梯疏散，逐间清点，回报人数',
        'Guide people down the stairs from this floor and next to it, check every room, report numbers',
      ]),
    },
    {
      id: 'stewards',
      name: ['通知楼栋管家联系住户租户', 'Ask stewards to tell residents and tenants'],
      after: ['look'],
      action: message(
        ['steward', 'customerService'],
        [
          '楼内发生火情，请联系住户和租户按广播疏散，不乘电梯',
          'Fire in the building: tell residents and tenants to follow the broadcast and not to use lifts.',
        ],
      ),
    },
    {
      id: 'water',
      name: ['确认消火栓与泵房水压', 'Make sure of hydrant and pump pressure'],
      after: ['first'],
      limitS: 300,
      action: task(['plumbing'], 1, [
        '到消防泵房确认消火栓泵、喷淋泵压力，必要时手动启泵',
        'Go to the fire pump room, check hydrant and sprinkler pressure, start pumps by hand where needed',
      ]),
    },
    {
      id: 'barriers',
      name: ['开道闸，让消防车进', 'Open the barriers for the fire engines'],
      after: ['call119'],
      limitS: 30,
      action: command('parking.entrance_toll', 'open_barrier', 2, { scope: 'near', radiusM: 800, max: 8 }),
    },
    {
      id: 'guide',
      name: ['引导消防车到登高面', 'Guide the fire engines to the building'],
      after: ['call119'],
      limitS: 600,
      action: task(['traffic'], 1, [
        '到最近大门接消防车，清空登高场地，引导到楼下',
        'Meet the fire engines at the nearest gate, clear the ladder area, guide them to the building',
      ]),
    },
    {
      id: 'handOver',
      name: ['移交消防队，转配合', 'Hand over to the fire brigade and assist'],
      after: ['first', 'evacuate', 'guide'],
      action: confirm(),
    },
  ]),

  plan('plan-traffic', 'T-01', ['交通事故预案', 'Traffic accident plan'], ['traffic'], 'larger', [
    {
      id: 'look',
      name: ['看路口视频，判人伤车损', 'Look at the camera: people hurt, vehicles, leaks'],
      limitS: 60,
      action: confirm(),
    },
    {
      id: 'secure',
      name: ['两人到场围护警戒', 'Two people secure the place'],
      limitS: 240,
      action: task(['traffic', 'security'], 2, [
        '带反光锥到场，来车方向 50 m 外设警戒，护住伤者，不移动车辆',
        'Go with cones, warn traffic 50 m ahead, protect the hurt, leave the vehicles where they are',
      ]),
    },
    {
      id: 'aid',
      name: ['急救员到场', 'First aider on the spot'],
      after: ['look'],
      limitS: 300,
      action: task(['firstAid'], 1, [
        '带急救箱、AED 到场救护伤者，回报伤情',
        'Go with kit and AED, care for the hurt, report their state',
      ]),
    },
    {
      id: 'police',
      name: ['报 122，有伤者呼 120', 'Call 122, and 120 when somebody is hurt'],
      after: ['look'],
      limitS: 120,
      action: confirm(),
    },
    {
      id: 'water',
      name: ['关损坏管线阀门', 'Close the valve of damaged pipes'],
      after: ['look'],
      limitS: 480,
      action: task(['plumbing'], 1, [
        '到场查看消火栓、管线损坏，关段阀止水',
        'Look at hydrant and pipes, close the section valve',
      ]),
    },
    {
      id: 'barriers',
      name: ['开道闸，放救援车和分流', 'Open barriers for rescue and diversion'],
      after: ['police'],
      limitS: 30,
      action: command('parking.entrance_toll', 'open_barrier', 2, { scope: 'near', radiusM: 500, max: 6 }),
    },
    {
      id: 'poles',
      name: ['灯杆屏发布绕行', 'Publish the diversion on lamp-pole screens'],
      after: ['look'],
      limitS: 60,
      action: command('network_5g.smart_pole', 'publish_screen', 1, { scope: 'near', radiusM: 400, max: 12 }),
    },
    {
      id: 'tell',
      name: ['通知值班长与客服', 'Tell shift leader and customer service'],
      action: message(
        ['shiftLeader', 'customerService'],
        [
          '区内发生交通事故，预案 T-01 已启动，注意解释绕行',
          'Traffic accident in the district, plan T-01 has started. Explain the diversion to callers.',
        ],
      ),
    },
    {
      id: 'clear',
      name: ['清理路面', 'Clear the road'],
      after: ['secure', 'police'],
      limitS: 1800,
      action: task(['cleaning'], 2, [
        '交警放行后清扫碎片、积水和油污',
        'Once the police agree, remove debris, water and oil',
      ]),
    },
    { id: 'reopen', name: ['恢复通行，撤除警戒', 'Reopen the road'], after: ['clear'], action: confirm() },
  ]),

  plan('plan-crowd', 'C-01', ['商业大人流预案', 'Large crowd plan'], ['crowd'], 'larger', [
    {
      id: 'look',
      name: ['看视频估人数和流向', 'Look at the camera: how many, which way'],
      limitS: 60,
      action: confirm(),
    },
    {
      id: 'guards',
      name: ['最近保安到场疏导', 'Nearest guards guide the crowd'],
      limitS: 180,
      action: task(['crowdControl', 'security'], 4, [
        '到场劝导分流，设单向通道，护住台阶和扶梯口',
        'Guide people apart, set up one-way lanes, hold steps and escalators free',
      ]),
    },
    {
      id: 'barriers',
      name: ['打开备用出口道闸', 'Open the barriers of spare exits'],
      limitS: 30,
      action: command('parking.entrance_toll', 'open_barrier', 2, { scope: 'near', radiusM: 300, max: 4 }),
    },
    {
      id: 'doors',
      name: ['打开附近门禁', 'Open the doors nearby'],
      limitS: 30,
      action: command('access.door_access', 'open_door', 2, { scope: 'near', radiusM: 120, max: 20 }),
    },
    {
      id: 'poles',
      name: ['灯杆广播限流提示', 'Announce by lamp poles'],
      after: ['look'],
      limitS: 60,
      action: command(
        'network_5g.smart_pole',
        'broadcast',
        3,
        { scope: 'near', radiusM: 250, max: 10 },
        { message: 3 },
      ),
    },
    {
      id: 'hold',
      name: ['大门限流', 'Hold people back at the gate'],
      after: ['guards'],
      limitS: 300,
      action: task(['security'], 2, ['到大门设护栏，分批放行', 'Set barriers at the gate, let people in by groups']),
    },
    {
      id: 'aid',
      name: ['急救员待命', 'First aider stands by'],
      limitS: 300,
      action: task(['firstAid'], 1, [
        '带担架和 AED 到人群外侧待命',
        'Stand by outside the crowd with stretcher and AED',
      ]),
    },
    {
      id: 'leaders',
      name: ['第一时间上报领导', 'Report to the managers at once'],
      limitS: 600,
      action: message(
        ['manager', 'shiftLeader'],
        ['人员聚集，预案 C-01 已启动，请关注', 'Crowd gathering, plan C-01 has started.'],
      ),
    },
    {
      id: 'shops',
      name: ['通知商户和客服', 'Tell shops and customer service'],
      after: ['look'],
      action: message(
        ['customerService', 'steward'],
        [
          '人流过大，请商户暂停促销，引导顾客由备用出口离开',
          'Too many people: shops stop promotions and lead customers to spare exits.',
        ],
      ),
    },
    {
      id: 'police',
      name: ['冲突或受伤：呼 110、120', 'Fights or injuries: call 110 and 120'],
      after: ['guards'],
      action: confirm(),
    },
    {
      id: 'relax',
      name: ['人数回落，逐步恢复', 'Numbers are down, open up step by step'],
      after: ['guards', 'hold'],
      action: confirm(),
    },
  ]),

  plan('plan-safety', 'S-01', ['人员安全突发事件预案', 'Sudden personal safety plan'], ['personalSafety'], 'general', [
    {
      id: 'call',
      name: ['接通通话，问清情况', 'Answer: what happened, how many, where'],
      limitS: 60,
      action: confirm(),
    },
    {
      id: 'guard',
      name: ['最近保安到场', 'Nearest guard on the spot'],
      limitS: 180,
      action: task(['security'], 1, ['立即到场，护住当事人，回报情况', 'Go at once, protect the person, report']),
    },
    {
      id: 'aid',
      name: ['急救员带 AED 到场', 'First aider with AED on the spot'],
      limitS: 240,
      action: task(['firstAid'], 1, ['带急救箱、AED 到场施救', 'Go with kit and AED and help']),
    },
    {
      id: 'ambulance',
      name: ['呼 120，需要时呼 110', 'Call 120, and 110 where needed'],
      after: ['call'],
      limitS: 120,
      action: confirm(),
    },
    {
      id: 'camera',
      name: ['抓拍并留存现场录像', 'Keep pictures of the spot'],
      limitS: 30,
      action: command('security.video_surveillance', 'snapshot', 0, { scope: 'near', radiusM: 60, max: 6 }),
    },
    {
      id: 'lift',
      name: ['控制一部电梯候用', 'Hold a lift ready'],
      after: ['ambulance'],
      limitS: 30,
      action: command('access.elevator_control', 'call_lift', 1, { scope: 'sameBuilding', max: 1 }, { floor: 1 }),
    },
    {
      id: 'barriers',
      name: ['开道闸，让救护车进', 'Open barriers for the ambulance'],
      after: ['ambulance'],
      limitS: 30,
      action: command('parking.entrance_toll', 'open_barrier', 2, { scope: 'near', radiusM: 600, max: 4 }),
    },
    {
      id: 'guide',
      name: ['到大门引导救护车', 'Guide the ambulance from the gate'],
      after: ['ambulance'],
      limitS: 480,
      action: task(['traffic', 'security'], 1, [
        '到最近大门接救护车，引导到现场',
        'Meet the ambulance at the nearest gate and guide it',
      ]),
    },
    {
      id: 'tell',
      name: ['通知值班长和管家', 'Tell shift leader and stewards'],
      action: message(
        ['shiftLeader', 'steward'],
        [
          '发生人员安全事件，预案 S-01 已启动，请联系家属',
          'Personal safety event, plan S-01 has started. Contact the family.',
        ],
      ),
    },
    {
      id: 'handOver',
      name: ['移交医护或警方，记录', 'Hand over to medics or police and record'],
      after: ['guard', 'aid'],
      action: confirm(),
    },
  ]),

  plan('plan-earthquake', 'E-01', ['地震灾害预案', 'Earthquake plan'], ['earthquake'], 'general', [
    {
      id: 'facts',
      name: ['核对地震台信息与震感', 'Check the seismic service and what people feel'],
      limitS: 120,
      action: confirm(),
    },
    {
      id: 'lifts',
      name: ['全楼电梯就近停靠、迫降', 'Bring the lifts down'],
      limitS: 60,
      action: command('building_equipment.elevator_monitoring', 'recall_to_ground', 3, {
        scope: 'near',
        radiusM: 1500,
        max: 186,
      }),
    },
    {
      id: 'broadcast',
      name: ['全区播放避险广播', 'Play the earthquake message everywhere'],
      limitS: 60,
      action: command(
        'fire.emergency_broadcast',
        'play_evacuation',
        3,
        { scope: 'near', radiusM: 1500, max: 200 },
        { message: 5 },
      ),
    },
    {
      id: 'water',
      name: ['关闭损坏管段水阀', 'Close water valves of damaged pipes'],
      after: ['facts'],
      limitS: 600,
      action: command('energy.water_meter', 'close_valve', 3, { scope: 'sameBuilding', max: 20 }),
    },
    {
      id: 'leaders',
      name: ['上报领导，启动指挥部', 'Report, set up the command'],
      limitS: 600,
      action: message(
        ['manager', 'shiftLeader'],
        ['发生地震，预案 E-01 已启动，请到指挥中心', 'Earthquake: plan E-01 has started. Come to the command centre.'],
      ),
    },
    {
      id: 'trapped',
      name: ['排查电梯困人', 'Look for people in lifts'],
      after: ['lifts'],
      limitS: 900,
      action: task(['lift'], 4, [
        '分楼排查电梯困人，断电解困',
        'Check the lifts building by building, free the trapped',
      ]),
    },
    {
      id: 'search',
      name: ['逐楼搜寻，引导到避难场地', 'Search the buildings, lead people to the open'],
      after: ['broadcast'],
      limitS: 1800,
      action: task(['security', 'crowdControl'], 12, [
        '分楼搜寻被困和受伤人员，引导到湖滨公园避难场地',
        'Search for trapped and hurt people, lead everybody to Lakeside Park',
      ]),
    },
    {
      id: 'aid',
      name: ['设临时救护点', 'Set up a first-aid post'],
      after: ['facts'],
      limitS: 900,
      action: task(['firstAid'], 4, [
        '在湖滨公园设救护点，分级救治',
        'Set up a first-aid post in Lakeside Park, treat by urgency',
      ]),
    },
    {
      id: 'gas',
      name: ['检查燃气、配电、危险源', 'Check gas, power and hazards'],
      after: ['facts'],
      limitS: 1800,
      action: task(['electrical', 'plumbing'], 6, [
        '检查配电房、燃气阀、水箱，有险情先断',
        'Check switch rooms, gas valves and tanks; cut off what is dangerous',
      ]),
    },
    {
      id: 'supplies',
      name: ['发放饮水、毛毯、帐篷', 'Hand out water, blankets and tents'],
      after: ['search'],
      limitS: 3600,
      action: task(['service', 'cleaning'], 6, [
        '从社区中心库房领取物资，在公园分发',
        'Fetch supplies from the community centre and hand them out in the park',
      ]),
    },
    {
      id: 'barriers',
      name: ['开全部道闸', 'Open all barriers'],
      limitS: 60,
      action: command('parking.entrance_toll', 'open_barrier', 2, { scope: 'near', radiusM: 1500, max: 28 }),
    },
    {
      id: 'count',
      name: ['汇总人数与损失，上报市应急', 'Sum up people and damage, report to the city'],
      after: ['search', 'gas'],
      limitS: 7200,
      action: confirm(),
    },
    {
      id: 'return',
      name: ['建筑鉴定后逐栋恢复', 'Reopen building by building after inspection'],
      after: ['count'],
      action: confirm(),
    },
  ]),

  plan('plan-weather', 'W-01', ['恶劣天气预案', 'Severe weather plan'], ['weather'], 'general', [
    { id: 'warning', name: ['核对气象预警等级', 'Check the warning level'], limitS: 300, action: confirm() },
    {
      id: 'tell',
      name: ['通知各队备勤', 'Put the teams on standby'],
      limitS: 600,
      action: message(
        ['shiftLeader', 'manager', 'steward'],
        ['恶劣天气，预案 W-01 已启动，各队备勤', 'Severe weather: plan W-01 has started, teams stand by.'],
      ),
    },
    {
      id: 'poles',
      name: ['灯杆屏和广播提示避险', 'Warn by lamp-pole screens and broadcast'],
      after: ['warning'],
      limitS: 120,
      action: command('network_5g.smart_pole', 'publish_screen', 1, { scope: 'near', radiusM: 1500, max: 100 }),
    },
    {
      id: 'drones',
      name: ['无人机返航', 'Bring the drones home'],
      limitS: 120,
      action: command('security.drone', 'return_home', 2, { scope: 'near', radiusM: 2500, max: 4 }),
    },
    {
      id: 'secure',
      name: ['加固棚架、围挡、广告牌', 'Secure awnings, fences and signs'],
      after: ['warning'],
      limitS: 1800,
      action: task(['security', 'cleaning'], 6, [
        '巡查并加固棚架、围挡、广告牌，清空露台物品',
        'Go round and secure awnings, fences, signs; clear the terraces',
      ]),
    },
    {
      id: 'drains',
      name: ['疏通排水口，车库口放沙袋', 'Clear drains, sandbags at garages'],
      after: ['warning'],
      limitS: 1800,
      action: task(['plumbing', 'cleaning'], 6, [
        '疏通雨水口，在车库入口码沙袋、备抽水泵',
        'Clear the gullies, lay sandbags at garage entrances, ready the pumps',
      ]),
    },
    {
      id: 'pumps',
      name: ['启动排水泵', 'Start the drainage pumps'],
      after: ['warning'],
      limitS: 60,
      action: command('building_equipment.water_supply_drainage', 'start_pump', 2, {
        scope: 'near',
        radiusM: 1500,
        max: 60,
      }),
    },
    {
      id: 'power',
      name: ['检查配电房、备用电源', 'Check switch rooms and standby power'],
      after: ['warning'],
      limitS: 1800,
      action: task(['electrical'], 3, [
        '检查配电房防水、发电机油量和蓄电池',
        'Check switch rooms for water, generator fuel and batteries',
      ]),
    },
    {
      id: 'park',
      name: ['清场湖滨公园和工地', 'Clear the park and building sites'],
      after: ['warning'],
      limitS: 1800,
      action: task(['crowdControl'], 3, [
        '劝离湖边、公园和露天活动人员',
        'Send people away from the lake, the park and outdoor events',
      ]),
    },
    {
      id: 'patrol',
      name: ['过程巡查，积水处设警戒', 'Patrol, cordon off floods'],
      after: ['secure', 'drains'],
      limitS: 7200,
      action: task(['security', 'traffic'], 4, [
        '巡查低洼路段和车库，积水超 20 cm 设警戒',
        'Patrol low roads and garages, cordon off water above 20 cm',
      ]),
    },
    {
      id: 'damage',
      name: ['灾后排查与清理', 'Look for damage and clear up'],
      after: ['patrol'],
      action: task(['cleaning'], 6, [
        '清理倒伏树木、落物和积水，回报损失',
        'Remove fallen trees, debris and water, report damage',
      ]),
    },
    { id: 'end', name: ['预警解除，恢复', 'Warning lifted, back to normal'], after: ['damage'], action: confirm() },
  ]),
]
