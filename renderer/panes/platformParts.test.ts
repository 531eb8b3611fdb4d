import { describe, expect, it } from 'vitest'
import { contract } from '../../domain/contract'
import type { PaneId } from '../../layouts/schema'
import { panes } from './registry'

/** The parts of the IoT platform by the white paper (4.1.1): the panes in which people have them, and methods without which there is nothing behind these. */
const parts: Record<string, { panes: readonly PaneId[]; methods: readonly (keyof typeof contract)[] }> = {
  'device access': {
    panes: ['certificates', 'registryImport'],
    methods: ['registry.addDevice', 'registry.applyImport', 'deviceKey.issue', 'activation.make'],
  },
  'device management': {
    panes: ['devices', 'device', 'deviceTypes', 'registryLists', 'commandCentre'],
    methods: ['registry.find', 'registry.saveDeviceType', 'maker.save', 'thirdPartySystem.setKey', 'command.issue'],
  },
  'linkage management': { panes: ['rules'], methods: ['rule.save', 'rule.enable', 'rule.versions'] },
  'security authentication': {
    panes: ['certificates', 'refusals'],
    methods: ['certificate.issue', 'certificate.revoke', 'grant.save'],
  },
  'rule engine': { panes: ['rules', 'forwarding'], methods: ['rule.check', 'rule.dryRun', 'rule.backTest'] },
  'transport-protocol management': { panes: ['codecs'], methods: ['codec.save', 'codec.remove'] },
  'operation management': {
    panes: ['alarms', 'alarmReport', 'dispatch', 'workOrders', 'graphics', 'graphicEditor', 'symbolLibrary'],
    methods: ['alarm.acknowledge', 'alarm.reset', 'incident.close', 'task.urge', 'graphic.save', 'graphicSymbol.save'],
  },
}

// req: R-4.1.1-05
describe('the platform contains', () => {
  it.each(Object.entries(parts))('%s', (_, { panes: shown, methods }) => {
    for (const id of shown) expect(Object.keys(panes), id).toContain(id)
    for (const method of methods) expect(Object.keys(contract), method).toContain(method)
  })
})

// req: R-4.1.1.7-02
it('operation management is the list of alarms, the list of work orders and the graphics, open to whoever is on duty', () => {
  const lists = [panes.alarms, panes.workOrders, panes.graphics]
  expect(lists.map(({ right }) => right)).toEqual(['view', 'view', 'view'])
  expect(['alarm.changed', 'task.changed', 'graphic.changed'].filter((feed) => !(feed in contract))).toEqual([])
})
