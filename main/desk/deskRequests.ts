import { z } from 'zod'
import { SettingScope } from '../../domain/contract'
import { PaneId, PaneTree } from '../../layouts'

// What a page may ask of the desk: a page may be taken over, so whatever comes is checked here.

export const DisplayNumber = z.int().min(1).max(64)
export const LayoutId = z.string().min(1).max(40)
export const MoveRequest = z.strictObject({
  pane: PaneId,
  fromNumber: DisplayNumber,
  toNumber: DisplayNumber,
  at: PaneId.optional(),
  drop: z.enum(['tab', 'left', 'right', 'above', 'below']).optional(),
})
export const ArrangeRequest = z.tuple([DisplayNumber, PaneTree])
export const BlankRequest = z.tuple([DisplayNumber, z.boolean()])
export const RemoveRequest = z.tuple([LayoutId, SettingScope])
export const LeaveRequest = z
  .strictObject({ name: z.string().min(1).max(40), password: z.string().min(1).max(200) })
  .optional()
