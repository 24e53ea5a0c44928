// SPDX-License-Identifier: Apache-2.0
/** The recorder's own account, handed in with the filing: fills in the cameras and spares questions. */
import type { FilingView } from '@mingjing/contracts/desk';
import { Button, Typography, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { showInstant } from '../../../frame/time.ts';

interface Props {
  readonly recorder: FilingView['recorder'];
  readonly onChoose: (file: File) => Promise<void>;
}

export function RecorderFactsRow({ recorder, onChoose }: Props) {
  const { t } = useTranslation();
  return (
    <div className={layout.below4}>
      <Upload
        accept=".json"
        maxCount={1}
        showUploadList={false}
        beforeUpload={(file) => {
          void onChoose(file);
          return false;
        }}
      >
        <Button>{t('filing.facts')}</Button>
      </Upload>
      <div>
        <Typography.Text type="secondary">
          {recorder === null
            ? t('filing.factsHint')
            : t('filing.factsThere', { count: recorder.cameras, at: showInstant(recorder.at) })}
        </Typography.Text>
      </div>
    </div>
  );
}
