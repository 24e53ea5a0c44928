// SPDX-License-Identifier: Apache-2.0
/** The law as a service. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';

export const decideByLaw = deskOperation({
  method: 'POST',
  path: '/api/law/decide',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '事实进，建议出（与 mingjing law decide 相同）；数组为批量',
    en: 'Facts in, advice out (as mingjing law decide); an array is a batch',
  },

  body: z.unknown(),

  answer: z.unknown(),

  perMinute: 30,
});

export const whatIfByLaw = deskOperation({
  method: 'POST',
  path: '/api/law/whatif',
  roles: 'anyone',
  tag: 'law',
  summary: {
    zh: '结果会怎样变（案件的事实）；怎样才合规（单位的事实）：与 mingjing law whatif 相同',
    en: 'What would change the answer (facts of a case); how to comply (facts of a unit): as mingjing law whatif',
  },
  body: z.unknown(),
  answer: z.unknown(),
  perMinute: 30,
});
