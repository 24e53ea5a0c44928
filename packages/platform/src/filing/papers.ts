// SPDX-License-Identifier: Apache-2.0
/** The papers of a filing. The same filing gives the same bytes. */
import type { FilingKind } from '@mingjing/contracts/desk';
import { filingForm, filingReceipt, renderDocx, renderPdf } from '@mingjing/documents';
import { chinaDay, dayOr, type StoredFiling } from './filing-desk.ts';

const kindWords: Readonly<Record<FilingKind, string>> = {
  first: '首次备案',
  change: '变更备案',
  transitional: '过渡备案',
};
const cameraWords: Readonly<Record<string, string>> = {
  box: '枪式',
  dome: '半球',
  ptz: '云台球机',
  bullet: '筒型',
  panoramic: '全景',
  other: '其他',
};

/** @param organ name of the organ that verified it; a receipt keeps the name of its day */
export function receiptPdf(filing: StoredFiling, publicUrl: string, organ: string | undefined): Uint8Array {
  const { form } = filing;
  const checkedOn = chinaDay(filing.verifiedAt ?? filing.updatedAt);
  const code = filing.verificationCode ?? '';
  const paper = filingReceipt({
    receiptNumber: filing.receiptNumber ?? '',
    unitName: form.name ?? filing.unitName,
    creditCode: form.creditCode ?? '',
    systemName: form.systemName ?? '',
    address: form.address ?? '',
    cameraCount: form.cameras?.length ?? 0,
    retentionDays: Number(form.storageDays ?? 0),
    filingKind: kindWords[filing.kind],
    submittedOn: filing.handedInOn ?? chinaDay(filing.submittedAt ?? filing.updatedAt),
    checkedOn,
    organ: organ ?? `${filing.jurisdiction} 公安机关`,
    ...(filing.nationalReceiptNumber !== null && { nationalReceiptNumber: filing.nationalReceiptNumber }),
    ...(filing.recorderFacts && { recorderFingerprint: filing.recorderFacts.fingerprint }),
    verification: { code, url: `${publicUrl}/desk/public/receipt?code=${code}` },
  });
  return renderPdf(paper, { issuedAt: (filing.verifiedAt ?? filing.updatedAt).toISOString() });
}

/** PDF/A-3b: what is printed is attached as data, for whoever takes it over. */
export function filingFormPdf(filing: StoredFiling, today: string): Uint8Array {
  const { form, kind, unitName, receiptNumber, nationalReceiptNumber, jurisdiction, updatedAt } = filing;
  const filed = { kind, unitName, jurisdiction, receiptNumber, nationalReceiptNumber, form };
  return renderPdf(formPaper(filing, today), {
    issuedAt: updatedAt.toISOString(),
    attachments: [
      {
        name: 'filing.json',
        bytes: new TextEncoder().encode(JSON.stringify(filed, null, 2)),
        mimeType: 'application/json',
        description: '备案基本信息（数据）',
      },
    ],
  });
}

/** The same paper to be worked on. */
export const filingFormDocx = (filing: StoredFiling, today: string): Promise<Uint8Array> =>
  renderDocx(formPaper(filing, today));

function formPaper({ form, kind, unitName, receiptNumber, handedInOn }: StoredFiling, today: string) {
  const given = (value: string | number | null | undefined) =>
    value === undefined || value === null ? '' : String(value);
  return filingForm({
    filingNumber: receiptNumber ?? '（未出具回执）',
    filingKind: kindWords[kind],
    unitName: form.name ?? unitName,
    creditCode: given(form.creditCode),
    placeKind: given(form.placeKind),
    address: given(form.address),
    coordinates: form.longitude && form.latitude ? `${form.longitude}, ${form.latitude}` : '',
    people: (form.people ?? []).map(({ name, duty, phone }) => ({
      name: given(name),
      duty: given(duty),
      phone: given(phone),
    })),
    operatorUnit: given(form.operator),
    systemName: given(form.systemName),
    acceptancePassedOn: dayOr(form.acceptancePassedOn) ?? '',
    inUseSince: dayOr(form.putIntoUseOn) ?? '',
    handedInOn: handedInOn ?? '',
    retentionDays: given(form.storageDays),
    networked: given(form.networked),
    cameras: (form.cameras ?? []).map((camera) => ({
      code: given(camera.code),
      type: cameraWords[camera.kind ?? ''] ?? '',
      place: given(camera.place),
      angle: given(camera.azimuthDegrees),
      range: given(camera.rangeMetres),
    })),
    filledInOn: today,
  });
}
