// SPDX-License-Identifier: Apache-2.0
/**
 * What equipment recorded burdens nobody before two people have looked at it, one for the technique, one for the law,
 * and the party has been told, can see it and answer (Penalty Law art. 41).
 */
import { before, fact, stay } from './define.ts';
import type { Transition } from './process.ts';

const article = 'penalty-law-2021/monitoring-evidence' as const;
const open = ['investigating'];

export const monitoringSteps: readonly Transition[] = [
  ...stay(
    'review-evidence-technically',
    '监控记录的技术审核',
    'Technical review of monitoring evidence',
    open,
    {
      by: 'supervisionOfficer',
      needs: [
        fact(
          'technical-review',
          '设备符合标准、设置合理、标志明显，记录真实、清晰、完整、准确',
          'The equipment meets its standards, is placed fairly and marked; the record is true, clear, whole and exact',
          article,
        ),
        fact('evidence-named', '写明审核的是哪些记录', 'Which records were reviewed', article),
      ],
      provision: article,
    },
  ),
  ...stay('review-evidence-legally', '监控记录的法制审核', 'Legal review of monitoring evidence', open, {
    by: 'legalReviewer',
    needs: [
      fact(
        'legal-evidence-review',
        '设置地点已经公布，取证合法，能够证明违法事实',
        'The places were made public, the record was taken lawfully and proves the fact',
        article,
      ),
      fact('evidence-named', '写明审核的是哪些记录', 'Which records were reviewed', article),
    ],
    provision: article,
  }),
  ...stay('tell-of-evidence', '告知当事人监控记录', 'Tell the party of the monitoring evidence', open, {
    by: 'caseOfficer',
    needs: [
      before('review-evidence-technically', '经技术审核', 'Reviewed for the technique', article),
      before('review-evidence-legally', '经法制审核', 'Reviewed for the law', article),
      fact(
        'evidence-told',
        '告知违法事实，并提供查询',
        'The fact is told, and the record can be seen',
        article,
      ),
    ],
    writes: ['monitoring-evidence-notice'],
    provision: article,
  }),
  ...stay('answer-evidence', '对监控记录的意见', 'Answer to the monitoring evidence', open, {
    by: ['unitManager', 'caseOfficer'],
    needs: [
      before('tell-of-evidence', '已经告知', 'The party was told', article),
      fact('evidence-answer', '陈述和申辩的内容', 'What the party says', article),
    ],
    provision: article,
  }),
];
