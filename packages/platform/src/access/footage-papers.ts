// SPDX-License-Identifier: Apache-2.0
/** Papers of a request that a recorder answers. A request that none answers has its papers attached by people. */
import { accessRegisterForm, footageRequestLetter, type OfficialDocument } from '@mingjing/documents';
import { getInstrument, getProvision, publishedArticle } from '@mingjing/law';
import type { PaperContext } from '../workflow/index.ts';
import { fileOf, purposeWords } from './footage-file.ts';

/** Who asks, with the second officer already there while the letter is written. */
function officersOf(context: PaperContext) {
  const { officers = [], join } = fileOf(context);
  const second =
    officers.length > 1
      ? []
      : [
          {
            name: context.persons.find(({ userId }) => userId === context.asker)?.name ?? '',
            credential: join?.credential ?? '',
          },
        ];
  return [...officers, ...second].map(({ name, credential }) => ({ name, credential, unit: context.organ }));
}

export function letter(context: PaperContext): OfficialDocument {
  const { footage, unit } = fileOf(context);
  return footageRequestLetter({
    number: context.number,
    organ: context.organ,
    unitName: unit?.name ?? context.instance.title,
    purpose: footage ? purposeWords(footage) : context.instance.title,
    incident: footage?.incident ?? '',
    officers: officersOf(context),
    cameras: footage?.cameras ?? [],
    from: footage?.from ?? new Date(context.nowMs).toISOString(),
    to: footage?.to ?? new Date(context.nowMs).toISOString(),
    necessity: footage?.necessity ?? null,
    emergency: footage?.emergency ?? null,
    answerBy: context.dueOn ?? null,
    issuedOn: context.on,
  });
}

export function registerForm(context: PaperContext): OfficialDocument {
  const { footage, unit, recorder } = fileOf(context);
  const released = recorder?.released;
  const provision = getProvision('d799/state-access');
  const at = new Date(context.nowMs).toISOString();
  return accessRegisterForm({
    registerNumber: released === undefined ? '' : String(released.number),
    unitName: unit?.name ?? context.instance.title,
    manner: '调取、复制',
    purpose: footage ? purposeWords(footage) : context.instance.title,
    ground: `《${getInstrument(provision.instrument).title}》${publishedArticle(provision) ?? ''}`,
    requesters: officersOf(context),
    certificate: context.papers.find(({ kind }) => kind === 'footage-request-letter')?.number ?? '',
    particulars: [
      ...(footage?.necessity === undefined ? [] : [['所需时长的理由', footage.necessity] as const]),
      ...(footage?.emergency === undefined ? [] : [['紧急情形', footage.emergency] as const]),
    ],
    cameras: footage?.cameras ?? [],
    from: footage?.from ?? at,
    to: footage?.to ?? at,
    handledBy: released?.handledBy ?? '',
    approvedBy: released?.approvedBy ?? '',
    registeredAt: at,
    remarks:
      released === undefined
        ? '无'
        : `加密录像包 SHA-256 ${released.sha256}；清单 SHA-256 ${released.manifest}，与单位证据日志中的登记相同`,
  });
}
