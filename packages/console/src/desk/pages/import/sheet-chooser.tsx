// SPDX-License-Identifier: Apache-2.0
import { InboxOutlined } from '@ant-design/icons';
import { Upload } from 'antd';
import { useTranslation } from 'react-i18next';

/** Where a spreadsheet is chosen or dropped. */
export function SheetChooser(props: { readonly disabled: boolean; readonly onChoose: (file: File) => void }) {
  const { t } = useTranslation();
  return (
    <Upload.Dragger
      accept=".xlsx"
      maxCount={1}
      showUploadList={false}
      disabled={props.disabled}
      style={{ maxHeight: 220 }}
      beforeUpload={(file) => {
        props.onChoose(file);
        return false;
      }}
    >
      <p>
        <InboxOutlined style={{ fontSize: 36, color: '#1a5fb4' }} />
      </p>
      <p>{t('import.choose')}</p>
      <p style={{ color: '#595959' }}>{t('import.limits')}</p>
    </Upload.Dragger>
  );
}
