// SPDX-License-Identifier: Apache-2.0
/** The register of looks: reading, and corrections that point to the wrong entry. */
import * as contract from '@mingjing/contracts/site';
import { call, linkTo } from '../../frame/call.ts';

export type { RegisterFilter, RegisterQuery } from '@mingjing/contracts/site';

export const correctEntry = (number: number, text: string): Promise<contract.AccessSession> =>
  call(contract.correctEntry, { params: { number }, body: { text } });
export const registerFile = (type: 'xlsx' | 'pdf', query: contract.RegisterFilter): string =>
  type === 'pdf'
    ? linkTo(contract.readRegisterPaper, { query })
    : linkTo(contract.readRegisterSheet, { query });
export const entryForm = (number: number): string =>
  linkTo(contract.readRegisterForm, { params: { number } });

/** Uploads 证明文件 as it is. */
export const uploadCertificate = (id: string, file: File): Promise<contract.AccessSession> =>
  call(contract.uploadCertificate, { params: { id }, file });
