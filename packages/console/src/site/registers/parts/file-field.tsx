// SPDX-License-Identifier: Apache-2.0
/** A paper or photo of a row: brought when it is chosen, named in the row by its hash. */
import { fileHashOf, fileNameOf, operationsOf, type Register } from '@mingjing/contracts/registers';
import { Button, Space, Upload } from 'antd';
import { useTranslation } from 'react-i18next';
import { call, linkTo } from '../../../frame/call.ts';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';

interface Props {
  readonly register: Register;
  readonly value?: string | undefined;
  readonly onChange?: (file: string | undefined) => void;
  readonly id?: string;
}

export function FileField({ register, value, onChange, id }: Props) {
  const { t } = useTranslation();
  const { attach } = operationsOf(register);
  const bring = useAction((file: File) => call(attach, { query: { name: file.name }, file }), {
    onDone: ({ file }) => onChange?.(file),
  });
  return (
    <Space wrap>
      <Upload
        {...(id !== undefined && { id })}
        accept=".pdf,.png,.jpg,.jpeg"
        showUploadList={false}
        beforeUpload={(file) => {
          bring.run(file);
          return false;
        }}
      >
        <Button loading={bring.busy}>{t('registers.choose')}</Button>
      </Upload>
      {value ? (
        <>
          {fileNameOf(value)}
          <Button size="small" onClick={() => onChange?.(undefined)}>
            {t('common.delete')}
          </Button>
        </>
      ) : null}
      <ProblemAlert error={bring.problem} />
    </Space>
  );
}

export function FileLink({ register, value }: { readonly register: Register; readonly value: string }) {
  const { attachment } = operationsOf(register);
  return <a href={linkTo(attachment, { params: { hash: fileHashOf(value) } })}>{fileNameOf(value)}</a>;
}
