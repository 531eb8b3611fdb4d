import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { testDistrict } from '../../domain/district/testDistrict'
import { Registry } from '../iot/Registry'
import { openTestJournal, type TestJournal } from '../journal/testJournal'
import { createListEditor, type ListEditor } from './createListEditor'
import { createSystemKeys } from './SystemKeys'

const li = { kind: 'account', id: 'li' } as const
let opened: TestJournal
let lists: ListEditor
beforeEach(async () => {
  opened = await openTestJournal()
  let ids = 0
  lists = createListEditor({
    registry: new Registry(testDistrict(), 1),
    journal: opened.journal,
    keys: createSystemKeys(Buffer.alloc(32, 7)),
    newId: () => `o-${ids++}`,
  })
})
afterEach(() => opened.dispose())

const named = (zh: string, parentId?: string) => ({
  name: { zh, en: zh },
  ...(parentId !== undefined && { parentId }),
})
const saved = (id: string, parentId: string) => ({
  kind: 'organisation.saved' as const,
  subjectId: id,
  actor: li,
  payload: named(id, parentId),
})

describe('organisations above each other', () => {
  it('are refused a circle, and a parent that is not there', async () => {
    const { id: town } = await lists.saveOrganisation({ fields: named('镇') }, li)
    const { id: office } = await lists.saveOrganisation({ fields: named('所', town) }, li)
    await expect(lists.saveOrganisation({ id: town, fields: named('镇', office) }, li)).rejects.toMatchObject({
      code: 'badRequest',
    })
    await expect(lists.saveOrganisation({ fields: named('无', 'nowhere') }, li)).rejects.toMatchObject({
      code: 'notFound',
    })
  })

  it('may stand in a circle that two seats made together: what is saved below it is saved, and the circle can be undone', async () => {
    // Each seat made one of them while it did not hear of the other.
    await opened.journal.write(() => [saved('a', 'b'), saved('b', 'a')])
    const { id } = await lists.saveOrganisation({ fields: named('丙', 'a') }, li)
    expect(opened.journal.view.get('organisation', id)).toMatchObject({ parentId: 'a' })
    await lists.saveOrganisation({ id: 'a', fields: named('a') }, li)
    expect(opened.journal.view.get('organisation', 'a')?.parentId).toBeUndefined()
  })
})
