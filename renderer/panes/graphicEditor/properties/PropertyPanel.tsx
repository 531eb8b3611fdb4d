import { useTranslation } from 'react-i18next'
import type { GraphicElement } from '../../../../domain/contract'
import { changeElements, setLocked } from '../../../../domain/graphics/edit/arrange'
import { keepOnSheet } from '../../../../domain/graphics/edit/keepOnSheet'
import type { GraphicProblem } from '../../../../domain/graphics/checkGraphic'
import { Checkbox } from '../../../widgets'
import { useElementName } from '../Layers'
import type { GraphicBook } from '../useGraphicBook'
import type { GraphicDraft } from '../useGraphicDraft'
import { useProblemWords } from '../useProblems'
import { ActionFields } from './ActionFields'
import { AnimationFields } from './AnimationFields'
import { ContentFields } from './ContentFields'
import { FrameFields } from './FrameFields'
import { Group } from './Group'
import { SheetFields } from './SheetFields'
import { StyleFields } from './StyleFields'
import { changedText, TextStyleFields } from './TextStyleFields'
import { useBindings } from './useBindings'
import { WordsField } from './WordsField'

const withLetters: ReadonlySet<GraphicElement['kind']> = new Set([
  'text',
  'value',
  'gauge',
  'button',
  'level',
  'alarms',
])

export interface PropertyPanelProps {
  draft: GraphicDraft
  book: GraphicBook
  problems: readonly GraphicProblem[]
  isReadOnly: boolean
  triedAt: number | undefined
  onTry(at: number | undefined): void
}

/** Properties of what is chosen: of one element all, of several what they share, of none those of the graphic. */
export function PropertyPanel(props: PropertyPanelProps) {
  const { draft, book, isReadOnly } = props
  const { t } = useTranslation('graphicEditor')
  const nameOf = useElementName(book.symbols)
  const { graphic, selection } = draft
  const chosen = graphic.elements.filter(({ id }) => selection.has(id))
  const [only] = chosen
  if (!only)
    return (
      <Group title={t('section.sheet')}>
        <SheetFields
          graphic={graphic}
          isDisabled={isReadOnly}
          onChange={(work, field) => draft.change(work, field === undefined ? {} : { field })}
        />
      </Group>
    )
  const isDisabled = isReadOnly || chosen.every(({ isLocked }) => isLocked === true)
  const changeAll = (work: (element: GraphicElement) => GraphicElement, field?: string) =>
    draft.change((now) => changeElements(now, selection, work), field === undefined ? {} : { field: fieldOf(field) })
  const fieldOf = (field: string) => `${[...selection].join(' ')} ${field}`
  const title = chosen.length > 1 ? t('section.several', { count: chosen.length }) : nameOf(only)
  const lettered = chosen.filter(({ kind }) => withLetters.has(kind))
  return (
    <>
      <Group
        title={title}
        meta={chosen.length === 1 && t(only.kind === 'shape' ? `basic.${only.shape}` : `kind.${only.kind}`)}
      >
        <Checkbox
          isChecked={chosen.every(({ isLocked }) => isLocked === true)}
          isDisabled={isReadOnly}
          onChange={(isLocked) => draft.change((now) => setLocked(now, selection, isLocked))}
        >
          {t('field.locked')}
        </Checkbox>
      </Group>
      {chosen.length === 1 && (
        <OfOne key={only.id} {...props} element={only} isDisabled={isDisabled} changeAll={changeAll} />
      )}
      {lettered.length > 0 && (
        <Group title={t('section.text')}>
          <TextStyleFields
            texts={lettered.map(({ text }) => text)}
            isDisabled={isDisabled}
            onChange={(change, field) =>
              changeAll(
                (element) =>
                  withLetters.has(element.kind) ? { ...element, text: changedText(element.text, change) } : element,
                field,
              )
            }
          />
        </Group>
      )}
      <Group title={t('section.style')}>
        <StyleFields
          styles={chosen.map(({ style }) => style)}
          isDisabled={isDisabled}
          onChange={(change, field) => changeAll((element) => ({ ...element, style: change(element.style) }), field)}
        />
      </Group>
      {chosen.length === 1 && <Rest {...props} element={only} isDisabled={isDisabled} changeAll={changeAll} />}
    </>
  )
}

interface OfOneProps extends PropertyPanelProps {
  element: GraphicElement
  isDisabled: boolean
  changeAll(work: (element: GraphicElement) => GraphicElement, field?: string): void
}

function useFieldProps({ draft, problems, element, isDisabled, changeAll }: OfOneProps) {
  const bindings = useBindings(draft.graphic.forTypeId)
  const words = useProblemWords()
  return {
    element,
    bindings,
    isDisabled,
    problemAt(path: string) {
      const problem = problems.find((each) => each.elementId === element.id && each.path === path)
      return problem && words(problem)
    },
    onChange: (next: GraphicElement, field?: string) =>
      changeAll(() => ({ ...next, frame: keepOnSheet(next.frame, draft.graphic.sheet) }), field),
  }
}

/** What only makes sense of one: what it shows, where it is. */
function OfOne(props: OfOneProps) {
  const { t } = useTranslation('graphicEditor')
  const fields = useFieldProps(props)
  return (
    <>
      <Group title={t(`content.${props.element.kind}`)}>
        <ContentFields {...fields} />
      </Group>
      <Group title={t('section.frame')}>
        <FrameFields {...fields} />
      </Group>
    </>
  )
}

/** What it does: animations, action, the name that is told. */
function Rest(props: OfOneProps) {
  const { book, triedAt, onTry, element, isDisabled } = props
  const { t } = useTranslation('graphicEditor')
  const fields = useFieldProps(props)
  const { name, ...nameless } = element
  return (
    <>
      <Group title={t('section.animations')}>
        <AnimationFields {...fields} triedAt={triedAt} onTry={onTry} />
      </Group>
      <Group title={t('section.action')}>
        <ActionFields {...fields} graphics={book.graphics} />
      </Group>
      <Group title={t('section.name')}>
        <WordsField
          label={t('section.name')}
          value={name}
          isOptional
          isDisabled={isDisabled}
          onChange={(next) => fields.onChange(next ? { ...element, name: next } : nameless, 'name')}
        />
      </Group>
    </>
  )
}
