// SPDX-License-Identifier: Apache-2.0
/** What stands in the file of a request for footage. */
import { footagePurposes } from '@mingjing/contracts';
import type { FootageAsked, FootageSaid } from '@mingjing/contracts/desk';

export interface RequestingOfficer {
  readonly userId: string;
  readonly name: string;
  readonly credential: string;
}

type Said<Step extends FootageSaid['step']> = Omit<
  Extract<FootageSaid, { readonly step: Step }>,
  'v' | 'origin' | 'order' | 'step'
>;

export interface FootageFile {
  readonly unit?: { readonly name: string };
  /** Absent: no recorder has to do with it, the process lives by what people say. */
  readonly footage?: FootageAsked;
  /** The first wrote it, the second signed in and joined. */
  readonly officers?: readonly RequestingOfficer[];
  readonly join?: { readonly credential?: string };
  readonly 'confirm-opened'?: { readonly manifest?: string };
  /** What the recorder told, each once. */
  readonly recorder?: { readonly [Step in FootageSaid['step']]?: Said<Step> };
}

export const fileOf = ({ data }: { readonly data: unknown }): FootageFile => data as FootageFile;

export const purposeWords = ({ purpose, incident }: FootageAsked): string =>
  `${footagePurposes[purpose].zh}（${incident}）`;
