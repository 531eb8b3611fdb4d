import { IncidentGrade } from '../../../domain/contract'
import { GradeBadge, GradeTag } from '../../widgets'
import type { Specimen } from '../Specimen'

export default {
  id: 'grade',
  group: 'marks',
  shows: ['GradeBadge', 'GradeTag'],
  states: {
    large: () => IncidentGrade.options.map((grade) => <GradeBadge key={grade} grade={grade} size={44} />),
    normal: () => IncidentGrade.options.map((grade) => <GradeBadge key={grade} grade={grade} />),
    tag: () => IncidentGrade.options.map((grade) => <GradeTag key={grade} grade={grade} />),
  },
} satisfies Specimen
