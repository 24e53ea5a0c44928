// SPDX-License-Identifier: Apache-2.0
import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from './layout.module.css';
import sheet from './sheet-chooser.module.css';

/** Where a spreadsheet is chosen or dropped. */
export function SheetChooser(props: {
  readonly disabled: boolean;
  /** What it may be and how large, under the words that ask for it. */
  readonly hint: string;
  readonly onChoose: (file: File) => void;
}) {
  const { t } = useTranslation();
  return (
    <Upload.Dragger
      accept=".xlsx,.csv,.txt"
      maxCount={1}
      showUploadList={false}
      disabled={props.disabled}
      className={layout.short}
      beforeUpload={(file) => {
        props.onChoose(file);
        return false;
      }}
    >
      <p>
        <InboxOutlined className={sheet.icon} />
      </p>
      <p>{t('frame.chooseSheet')}</p>
      <p className={sheet.hint}>{props.hint}</p>
    </Upload.Dragger>
  );
}
