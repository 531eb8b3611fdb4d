import {
  type Device,
  DeviceId,
  DeviceTypeId,
  type LocalText,
  type Person,
  PersonId,
  type Place,
  type Post,
  type Skill,
} from '../../domain/contract'
import { createRandom } from '../random'
import type { Ground, SitedBuilding } from './makeGeometry'
import { drawNames } from './names'
import { indoors, outdoors } from './spots'
import { gates, plots } from './masterPlan'

const text = (zh: string, en: string): LocalText => ({ zh, en })

/** Teams by post: how many people, what they can do, some of them more. */
interface TeamPlan {
  post: Post
  count: number
  team: LocalText
  skills: Skill[]
  /** Further skills, given in turn. */
  also: Skill[][]
}

const teams: readonly TeamPlan[] = [
  {
    post: 'microFireStation',
    count: 36,
    team: text('微型消防站', 'Micro fire station'),
    skills: ['fire'],
    also: [['firstAid'], [], ['security']],
  },
  {
    post: 'security',
    count: 96,
    team: text('秩序维护', 'Security'),
    skills: ['security'],
    also: [['crowdControl'], ['traffic'], ['fire'], ['crowdControl', 'firstAid'], []],
  },
  {
    post: 'engineering',
    count: 64,
    team: text('工程', 'Engineering'),
    skills: [],
    also: [['electrical'], ['plumbing'], ['hvac'], ['lift'], ['electrical', 'fire'], ['plumbing', 'electrical']],
  },
  { post: 'cleaning', count: 60, team: text('保洁', 'Cleaning'), skills: ['cleaning'], also: [[]] },
  { post: 'greening', count: 14, team: text('绿化', 'Greening'), skills: ['cleaning'], also: [['plumbing'], []] },
  {
    post: 'customerService',
    count: 16,
    team: text('客服', 'Customer service'),
    skills: ['service'],
    also: [[], ['crowdControl']],
  },
  { post: 'steward', count: 18, team: text('楼栋管家', 'Stewards'), skills: ['service'], also: [['crowdControl'], []] },
  { post: 'firstAid', count: 10, team: text('急救', 'First aid'), skills: ['firstAid'], also: [[]] },
  { post: 'manager', count: 4, team: text('管理', 'Management'), skills: ['command'], also: [[]] },
  { post: 'shiftLeader', count: 2, team: text('值班长', 'Shift leaders'), skills: ['command', 'fire'], also: [[]] },
]

/** People the mock-ups and the demo's story name, with their beat. */
interface NamedPlan {
  name: LocalText
  post: Post
  team: LocalText
  skills: Skill[]
  /** Building code or gate id. */
  base: string
}
const named: readonly NamedPlan[] = [
  {
    name: text('孙浩', 'Hao Sun'),
    post: 'microFireStation',
    team: text('微型消防站', 'Micro fire station'),
    skills: ['fire', 'firstAid'],
    base: 'T4',
  },
  {
    name: text('马志强', 'Zhiqiang Ma'),
    post: 'security',
    team: text('巡更 T3', 'Patrol T3'),
    skills: ['security', 'fire', 'crowdControl'],
    base: 'T3',
  },
  {
    name: text('丁磊', 'Lei Ding'),
    post: 'security',
    team: text('T1 大堂岗', 'T1 lobby'),
    skills: ['security', 'crowdControl'],
    base: 'T1',
  },
  {
    name: text('王建国', 'Jianguo Wang'),
    post: 'engineering',
    team: text('工程 · 消防维保', 'Engineering, fire systems'),
    skills: ['electrical', 'plumbing', 'fire'],
    base: 'G1',
  },
  {
    name: text('刘洋', 'Yang Liu'),
    post: 'security',
    team: text('南门岗', 'South gate'),
    skills: ['security', 'traffic'],
    base: 'GATE-S',
  },
  {
    name: text('高峰', 'Feng Gao'),
    post: 'security',
    team: text('巡更 天街', 'Patrol Tianjie'),
    skills: ['security', 'crowdControl'],
    base: 'J6',
  },
  {
    name: text('赵建平', 'Jianping Zhao'),
    post: 'engineering',
    team: text('给排水', 'Water and drainage'),
    skills: ['plumbing'],
    base: 'J5',
  },
  {
    name: text('韩雪', 'Xue Han'),
    post: 'security',
    team: text('天街 2F', 'Tianjie 2F'),
    skills: ['security', 'service'],
    base: 'J4',
  },
  {
    name: text('沈涛', 'Tao Shen'),
    post: 'engineering',
    team: text('强电', 'Power'),
    skills: ['electrical'],
    base: 'J2',
  },
  {
    name: text('吴军', 'Jun Wu'),
    post: 'security',
    team: text('科创园岗', 'Innovation Park'),
    skills: ['security', 'traffic'],
    base: 'K06',
  },
  {
    name: text('何俊', 'Jun He'),
    post: 'engineering',
    team: text('暖通', 'Heating and air'),
    skills: ['hvac', 'electrical'],
    base: 'H1',
  },
  {
    name: text('蔡明', 'Ming Cai'),
    post: 'security',
    team: text('望湖里岗', 'Wanghuli'),
    skills: ['security'],
    base: 'W20',
  },
  {
    name: text('邓超', 'Chao Deng'),
    post: 'security',
    team: text('巡更 青禾', 'Patrol Qinghe'),
    skills: ['security', 'firstAid'],
    base: 'Q09',
  },
  {
    name: text('何静', 'Jing He'),
    post: 'firstAid',
    team: text('急救', 'First aid'),
    skills: ['firstAid'],
    base: 'G4',
  },
  {
    name: text('何晓', 'Xiao He'),
    post: 'steward',
    team: text('T2 楼栋管家', 'T2 steward'),
    skills: ['service', 'crowdControl'],
    base: 'T2',
  },
  {
    name: text('陈立军', 'Lijun Chen'),
    post: 'shiftLeader',
    team: text('值班长', 'Shift leader'),
    skills: ['command', 'fire'],
    base: 'G1',
  },
  {
    name: text('刘国栋', 'Guodong Liu'),
    post: 'manager',
    team: text('分管领导', 'Manager in charge'),
    skills: ['command'],
    base: 'T1',
  },
  {
    name: text('钱凯', 'Kai Qian'),
    post: 'manager',
    team: text('分管领导', 'Manager in charge'),
    skills: ['command'],
    base: 'M1',
  },
]

/** Accounts at the desk are separate from staff; their names are not given twice. */
const atTheDesk = ['周敏']

export interface Staff {
  people: Person[]
  handsets: Device[]
}

/** The staff on duty, about 320, spread over the plots, each with a handset. */
export function makePeople(ground: Ground, seed: number): Staff {
  const random = createRandom(seed, 'people')
  const names = drawNames(random, [...named.map(({ name }) => name.zh), ...atTheDesk])
  const people: Person[] = []
  const add = (name: LocalText, post: Post, team: LocalText, skills: Skill[], base: Place) => {
    const number = String(people.length + 1).padStart(3, '0')
    people.push({
      id: PersonId.parse(`R${number}`),
      name,
      post,
      skills,
      team,
      handsetId: DeviceId.parse(`HS-${number}`),
      // Numbers of the 1380013 series are kept for examples.
      phone: `138 0013 8${number}`,
      base,
    })
  }
  for (const { name, post, team, skills, base } of named) add(name, post, team, skills, baseAt(ground, base))
  for (const plan of teams) {
    const already = named.filter(({ post }) => post === plan.post).length
    for (let i = 0; i < plan.count - already; i++) {
      const plot = plots[(i + plan.count) % plots.length]
      const homes = ground.sited.filter(({ building }) => building.plotId === plot?.id)
      const sited = random.pick(homes)
      const skills = [...plan.skills, ...(plan.also[i % plan.also.length] ?? [])]
      add(names.next().value, plan.post, teamOf(plan, plot?.name), skills, atDoor(sited))
    }
  }
  return { people, handsets: people.map(handsetOf) }
}

const teamOf = (plan: TeamPlan, plot: LocalText | undefined): LocalText =>
  plot ? text(`${plan.team.zh} · ${plot.zh}`, `${plan.team.en}, ${plot.en}`) : plan.team

const atDoor = (sited: SitedBuilding): Place => indoors(sited, 1, sited.door)

function baseAt(ground: Ground, code: string): Place {
  const gate = gates.find(({ id }) => id === code)
  const point = gate && ground.gates.get(gate.id)
  if (point) return outdoors(point)
  const sited = ground.sited.find(({ building }) => building.id === code)
  if (!sited) throw new Error(`nobody can be based at ${code}`)
  return atDoor(sited)
}

const handsetOf = (person: Person): Device => ({
  id: person.handsetId,
  typeId: DeviceTypeId.parse('HANDSET'),
  name: text(`${person.name.zh} 手持`, `Handset of ${person.name.en}`),
  place: person.base,
})
