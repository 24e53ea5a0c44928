// SPDX-License-Identifier: Apache-2.0
import type { Moved } from '@mingjing/contracts/site';
import { Alert } from 'antd';
import { currentLanguage } from '../../../frame/language.ts';
import layout from '../../../frame/layout.module.css';

/** Why a camera did not move. */
export function MovedAlert({ moved }: { readonly moved: Moved | undefined }) {
  if (moved?.kind !== 'failed') return null;
  const { sentence, detail } = moved;
  return (
    <Alert
      type="error"
      showIcon
      className={layout.below2}
      title={currentLanguage() === 'en' ? sentence.en : sentence.zh}
      description={detail === '' ? null : <code className={layout.small}>{detail}</code>}
    />
  );
}
