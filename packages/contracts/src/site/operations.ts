// SPDX-License-Identifier: Apache-2.0
/**
 * Every operation of a unit's recorder, in the order of the reference: what a chapter exports and is an operation is
 * in the table. An operation that is not here does not exist; one that is here and not served ends the start.
 */
import type { Operation } from '../operation.ts';
import { allOperationsOf, listRegisters } from '../registers/register.ts';
import { siteRegisters } from '../registers/site-registers.ts';
import * as access from './access.ts';
import * as account from './account.ts';
import * as cameraDevices from './camera-devices.ts';
import * as cameras from './cameras.ts';
import * as certificate from './certificate.ts';
import * as clock from './clock.ts';
import * as eventSources from './event-sources.ts';
import * as evidence from './evidence.ts';
import * as media from './media.ts';
import * as monthProof from './month-proof.ts';
import * as notices from './notices.ts';
import * as overview from './overview.ts';
import * as pictureHealth from './picture-health.ts';
import * as plan from './plan.ts';
import * as reference from './reference.ts';
import * as register from './register.ts';
import * as sharing from './sharing.ts';
import * as storage from './storage.ts';
import * as uplink from './uplink.ts';

const isOperation = (value: unknown): value is Operation =>
  typeof value === 'object' && value !== null && 'method' in value && 'path' in value && 'roles' in value;

const chapters: readonly Operation[] = [
  account,
  overview,
  notices,
  storage,
  clock,
  certificate,
  plan,
  eventSources,
  cameras,
  cameraDevices,
  pictureHealth,
  access,
  media,
  register,
  sharing,
  evidence,
  monthProof,
  uplink,
  reference,
].flatMap((chapter) => Object.values(chapter).filter(isOperation));

export const siteOperations: readonly Operation[] = [
  ...chapters,
  listRegisters,
  ...allOperationsOf(siteRegisters),
];
