// SPDX-License-Identifier: Apache-2.0
/** Kept searches. */
import { z } from 'zod';
import { deskOperation } from '../operation.ts';
import { desk } from '../roles.ts';
import { Id } from './terms.ts';

export const View = z.object({ id: z.uuid(), name: z.string(), query: z.record(z.string(), z.string()) });

export const listViews = deskOperation({
  method: 'GET',
  path: '/api/views',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '本人保存的筛选', en: "One's own kept searches" },
  touches: 'view',

  answer: z.array(View),
});

export const keepView = deskOperation({
  method: 'POST',
  path: '/api/views',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '保存筛选；同名则替换', en: 'Keep a search; the same name is replaced' },
  touches: 'view',
  body: View.omit({ id: true }).extend({ name: z.string().trim().min(1).max(60) }),

  answer: View,
  status: 201,
});

export const removeView = deskOperation({
  method: 'DELETE',
  path: '/api/views/:id',
  roles: desk.officials,
  tag: 'registry',
  summary: { zh: '删除保存的筛选', en: 'Remove a kept search' },
  touches: 'view',
  params: Id,

  answer: z.object({ deleted: z.literal(true) }),
});
