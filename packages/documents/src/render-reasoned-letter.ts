// SPDX-License-Identifier: Apache-2.0
/** 裁量说明书 as a file: PDF/A-3b that carries the decision's request and whole answer, or a DOCX to write on. */
import type { ReasonedLetter, Request, Response } from '@mingjing/law';
import { reasonedLetterPaper } from './papers/reasoned-letter.ts';
import { renderDocx } from './render-docx.ts';
import { renderPdf } from './render-pdf.ts';

/**
 * @param written the letter with what it was written from
 * @returns bytes with their media type and a file name; the PDF is the same for the same decision
 */
export async function renderReasonedLetter(
  written: { readonly request: Request; readonly response: Response; readonly letter: ReasonedLetter },
  format: 'pdf' | 'docx',
): Promise<{ readonly bytes: Uint8Array; readonly type: string; readonly fileName: string }> {
  const { request, response, letter } = written;
  const paper = reasonedLetterPaper(letter);
  const name = `裁量说明书${letter.caseNumber ?? ''}`;
  if (format === 'docx')
    return {
      bytes: await renderDocx(paper),
      type: 'application/vnd.openxmlformats-officedocument.wordprocessingml.document',
      fileName: `${name}.docx`,
    };
  const decision = `${JSON.stringify({ request, response }, null, 2)}\n`;
  const bytes = renderPdf(paper, {
    issuedAt: `${request.decisionDate}T00:00:00+08:00`,
    attachments: [
      {
        name: 'decision.json',
        bytes: new TextEncoder().encode(decision),
        mimeType: 'application/json',
        description: '事实和推理全文 request and response of decide',
      },
    ],
  });
  return { bytes, type: 'application/pdf', fileName: `${name}.pdf` };
}
