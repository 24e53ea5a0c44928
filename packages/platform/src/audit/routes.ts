// SPDX-License-Identifier: Apache-2.0
/** The internal supervisor's view: who looked at or changed what, when and why. */

import { exportActs, listActs, readCheckpoint } from '@mingjing/contracts/desk';
import { sheetMediaType, writeSheet } from '@mingjing/web';
import { type Routes, serve } from '../serve.ts';
import { findActs, mostNamed } from './find-acts.ts';

const pageSize = 100;
const mostExported = 20_000;

export const auditRoutes: Routes = [
  serve(listActs, async ({ tx, query, touch }) => {
    const acts = await findActs(tx, query, pageSize);
    touch({ ids: [] });
    return { acts, next: acts.length === pageSize ? (acts.at(-1)?.at ?? null) : null };
  }),
  serve(exportActs, async ({ tx, query, touch }) => {
    const acts = await findActs(tx, query, mostExported);
    touch({ ids: [], detail: { exported: acts.length } });
    const heads = [
      '时间',
      '人员',
      '角色',
      '操作',
      '类别',
      '对象',
      '编号',
      '理由',
      '条件和细节',
      '结果',
      '日志序号',
    ];
    const rows = acts.map((act) => [
      act.at,
      act.person,
      act.role,
      `${act.words.zh}（${act.action}）`,
      act.exported ? '导出' : act.kind === 'write' ? '修改' : '查看',
      act.names.join('、') || (act.subject ?? ''),
      act.subjectIds.slice(0, mostNamed).join(' '),
      act.purpose ?? '',
      act.detail === null ? '' : JSON.stringify(act.detail),
      act.outcome,
      act.logIndex === null ? '' : String(act.logIndex),
    ]);
    return {
      bytes: await writeSheet({ name: '审计', heads, rows }),
      type: sheetMediaType,
      fileName: 'audit.xlsx',
    };
  }),
  serve(readCheckpoint, async ({ tx, touch }) => {
    touch({ ids: [] });
    const rows = await tx.query<{ note: string }>(
      'SELECT note FROM log_checkpoint ORDER BY size DESC LIMIT 1',
    );
    return { note: rows[0]?.note ?? null };
  }),
];
