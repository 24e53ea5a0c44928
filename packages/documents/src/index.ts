// SPDX-License-Identifier: Apache-2.0
/** Official documents: facts in, PDF/A or DOCX out. */
export { chineseDay, chineseInstant } from './chinese-date.ts';
export type { Block, Cell, OfficialDocument } from './document.ts';
export { DocumentError, type DocumentErrorCode, documentErrors } from './errors.ts';
export { freeFontFile } from './fonts.ts';
export {
  type AccessRegisterForm,
  accessRegisterForm,
  accessRegisterList,
  type RegisterRow,
} from './papers/access-register-form.ts';
export type { CaseFile } from './papers/case-file.ts';
export * from './papers/case-forms.ts';
export * from './papers/case-papers.ts';
export {
  type CertifiedFile,
  type ElectronicCertificate,
  electronicCertificate,
  type Requester,
} from './papers/electronic-certificate.ts';
export { type FiledCamera, type FilingForm, filingForm } from './papers/filing-form.ts';
export { type FilingReceipt, filingReceipt } from './papers/filing-receipt.ts';
export { type FingerprintSheet, fingerprintSheet } from './papers/fingerprint-sheet.ts';
export { type FootageRequestLetter, footageRequestLetter } from './papers/footage-request-letter.ts';
export { type OperationReport, operationReport } from './papers/operation-report.ts';
export * from './papers/supervision-papers.ts';
export { type YearCount, type YearOfOrgan, type YearReport, yearReport } from './papers/year-report.ts';
export { renderDocx } from './render-docx.ts';
export { type Attachment, countPages, type PdfOptions, renderPdf } from './render-pdf.ts';
export { renderReasonedLetter } from './render-reasoned-letter.ts';
