import { DistrictDocument } from '../../domain/contract'
import { metresFromCentre, smallDistrict } from './smallDistrict'

const named = (zh: string, en: string) => ({ zh, en })

const person = (id: string, handset: string, post: string, skills: string[], eastM: number) => ({
  id,
  name: named(`${id} 号`, `Person ${id}`),
  post,
  skills,
  team: named('当班', 'On duty'),
  handsetId: handset,
  phone: id,
  base: { lngLat: metresFromCentre(eastM, -30) },
})

/**
 * The small district with a duty shift that can be chosen from, a second detector, and a plan with every kind of step:
 *
 * ```
 * confirm ───────────────┐
 * send (2 × fire)        ├─► leaders (message)
 * lifts (command) ─► cordon (2 × security)
 * ```
 */
export const dutyDistrict: DistrictDocument = DistrictDocument.parse({
  ...smallDistrict,
  devices: [
    ...smallDistrict.devices,
    {
      id: 'YG-T2-1906',
      typeId: 'SMOKE',
      name: named('感烟 1906', 'Smoke 1906'),
      place: { lngLat: metresFromCentre(5, 5), plotId: 'p1', buildingId: 'T2', floor: 19 },
    },
    ...['H4', 'H5'].map((id) => ({
      id,
      typeId: 'HANDSET',
      name: named(`手持机 ${id}`, `Handset ${id}`),
      place: { lngLat: metresFromCentre(0, 0) },
    })),
  ],
  people: [
    person('P1', 'H1', 'microFireStation', ['fire'], 50),
    person('P2', 'H2', 'security', ['fire', 'security'], 150),
    person('P3', 'H3', 'manager', ['command'], -100),
    person('P4', 'H4', 'security', ['security'], 80),
    person('P5', 'H5', 'security', ['security'], -60),
  ],
  plans: [
    {
      id: 'fire',
      version: 4,
      code: 'F-01',
      name: named('消防预案', 'Fire plan'),
      incidentTypes: ['fire'],
      minGrade: 'larger',
      steps: [
        { id: 'confirm', name: named('证实火情', 'Confirm'), after: [], action: { kind: 'confirm' } },
        {
          id: 'send',
          name: named('首批到场', 'First on site'),
          after: [],
          limitMs: 180_000,
          action: {
            kind: 'task',
            skills: ['fire'],
            count: 2,
            instruction: named('带灭火器到场', 'Go there with an extinguisher'),
          },
        },
        {
          id: 'lifts',
          name: named('电梯迫降', 'Recall the lifts'),
          after: [],
          action: {
            kind: 'command',
            devices: { systemKeys: ['building_equipment.elevator_monitoring'], scope: 'sameBuilding', max: 10 },
            service: 'fire_recall',
            input: {},
            commandClass: 3,
          },
        },
        {
          id: 'cordon',
          name: named('拉警戒线', 'Cordon'),
          after: ['lifts'],
          action: {
            kind: 'task',
            skills: ['security'],
            count: 2,
            instruction: named('封住东门', 'Close the east gate'),
          },
        },
        {
          id: 'leaders',
          name: named('上报领导', 'Tell the leaders'),
          after: ['confirm', 'cordon'],
          action: { kind: 'message', posts: ['manager'], text: named('火情已证实', 'Fire confirmed') },
        },
      ],
    },
    {
      id: 'fire-critical',
      version: 1,
      code: 'F-02',
      name: named('特别重大火灾预案', 'Critical fire plan'),
      incidentTypes: ['fire'],
      minGrade: 'critical',
      steps: [{ id: 'call', name: named('请求消防支援', 'Call the brigade'), after: [], action: { kind: 'confirm' } }],
    },
  ],
})
