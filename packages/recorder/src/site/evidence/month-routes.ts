// SPDX-License-Identifier: Apache-2.0
/** 本月自证 over HTTP. */
import { listMonthProofs, proveMonth, readMonthReport } from '@mingjing/contracts/site';
import { renderPdf } from '@mingjing/documents';
import type { ServerContext } from '../context.ts';
import { type Served, serve } from '../serving.ts';
import { monthAttachments, monthReport } from './month-paper.ts';

export function servedMonthProofs({ months }: ServerContext): readonly Served[] {
  return [
    serve(listMonthProofs, () => Promise.resolve({ proofs: [...months.list()] })),
    serve(proveMonth, ({ body, person }) => {
      const { user, name } = person;
      return Promise.resolve(months.begin(body.month, { user, name }));
    }),
    serve(readMonthReport, ({ params, reply }) => {
      const proof = months.record(params.number);
      const pdf = renderPdf(monthReport(proof), {
        issuedAt: proof.record.made,
        attachments: monthAttachments(proof),
      });
      return reply
        .type('application/pdf')
        .header('content-disposition', `inline; filename="month-${proof.record.month}.pdf"`)
        .send(Buffer.from(pdf));
    }),
  ];
}
