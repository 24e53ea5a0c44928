// SPDX-License-Identifier: Apache-2.0
import type { SameKeys } from '../../frame/words.ts';

export const zh = {
  own: '本单位全貌',
  tab: '全貌',
  open: '在办事项',
  nothingOpen: '没有在办事项。',
  due: '{{clock}}：{{on}} 前',
  late: '{{clock}}：{{on}} 已过',
  events: '全部经过（新的在前）',
  none: '还没有任何记录',
  older: '更早的',
  counts: '抽 {{samples}} 处：在 {{held}}，缺口 {{gap}}，已删除 {{deleted}}，不符 {{failed}}',
  what: {
    recorder: { enrolled: '录像机入网', revoked: '撤销入网' },
    challenge: { ordered: '批准留存抽验', answered: '录像机回答抽验' },
    move: { moved: '转到其他机关' },
  },
} as const;

export const en: SameKeys<typeof zh> = {
  own: 'This unit in one page',
  tab: 'In one page',
  open: 'Open now',
  nothingOpen: 'Nothing is open.',
  due: '{{clock}}: by {{on}}',
  late: '{{clock}}: was due {{on}}',
  events: 'All that happened, newest first',
  none: 'Nothing is recorded yet',
  older: 'Earlier',
  counts: '{{samples}} samples: held {{held}}, gap {{gap}}, deleted {{deleted}}, failed {{failed}}',
  what: {
    recorder: { enrolled: 'Recorder enrolled', revoked: 'Enrolment revoked' },
    challenge: { ordered: 'Retention challenge approved', answered: 'Challenge answered' },
    move: { moved: 'Went to another office' },
  },
};
