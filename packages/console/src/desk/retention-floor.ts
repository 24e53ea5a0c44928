// SPDX-License-Identifier: Apache-2.0
import { numberOn } from '@mingjing/law';

/** Days that Decree 799 art. 17 asks to keep: the newest number; a page lists what lies below it. */
export const retentionFloor: number = numberOn('d799/retention-days', '9999-12-31');
