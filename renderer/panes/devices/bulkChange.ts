import type { DeviceNetwork, DevicePatch } from '../../../domain/contract'
import { readTags } from '../../registry/deviceDraft'

/** Most devices that are changed in one go, as the contract has it. */
export const mostDevices = 20_000

/** What shall be the same of many devices; empty fields leave them as they are. */
export interface BulkDraft {
  addTags: string
  removeTags: string
  addGroupId: string
  removeGroupId: string
  organisationId: string
  network: DeviceNetwork | ''
  firmware: string
}

export const emptyBulk: BulkDraft = {
  addTags: '',
  removeTags: '',
  addGroupId: '',
  removeGroupId: '',
  organisationId: '',
  network: '',
  firmware: '',
}

export interface BulkChange {
  patch: DevicePatch
  addTags?: string[]
  removeTags?: string[]
  addGroupIds?: string[]
  removeGroupIds?: string[]
}

/** What is asked of the core; `undefined` while nothing is. */
export function bulkChange(draft: BulkDraft): BulkChange | undefined {
  const patch: DevicePatch = {
    ...(draft.organisationId !== '' && { organisationId: draft.organisationId }),
    ...(draft.network !== '' && { network: draft.network }),
    ...(draft.firmware.trim() !== '' && { firmware: draft.firmware.trim() }),
  }
  const addTags = readTags(draft.addTags)
  const removeTags = readTags(draft.removeTags)
  const change: BulkChange = {
    patch,
    ...(addTags.length > 0 && { addTags }),
    ...(removeTags.length > 0 && { removeTags }),
    ...(draft.addGroupId !== '' && { addGroupIds: [draft.addGroupId] }),
    ...(draft.removeGroupId !== '' && { removeGroupIds: [draft.removeGroupId] }),
  }
  return Object.keys(change).length > 1 || Object.keys(patch).length > 0 ? change : undefined
}
