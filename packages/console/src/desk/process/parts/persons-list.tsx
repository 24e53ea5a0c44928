// SPDX-License-Identifier: Apache-2.0
import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Form, Input, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

/** 主要负责人、直接责任人员: each may be fined apart. */
export function PersonsList({ name: list }: { readonly name: readonly string[] }) {
  const { t } = useTranslation();
  const required = { required: true, message: t('common.required') };
  return (
    <Form.List name={[...list]}>
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <div key={key} className={`${layout.row} ${layout.gap2} ${layout.baseline}`}>
              <Form.Item name={[name, 'name']} rules={[required]} className={layout.grows}>
                <Input
                  placeholder={t('process.personName')}
                  aria-label={t('process.personName')}
                  maxLength={100}
                />
              </Form.Item>
              <Form.Item name={[name, 'role']} rules={[required]} className={layout.grows}>
                <Select
                  aria-label={t('process.personRole')}
                  placeholder={t('process.personRole')}
                  options={(['principal', 'directlyResponsible'] as const).map((value) => ({
                    value,
                    label: t(`process.personRoles.${value}`),
                  }))}
                />
              </Form.Item>
              <Button
                icon={<MinusCircleOutlined />}
                aria-label={t('common.remove')}
                onClick={() => remove(name)}
              />
            </div>
          ))}
          <Form.Item>
            <Button icon={<PlusOutlined />} onClick={() => add({})}>
              {t('process.addPerson')}
            </Button>
          </Form.Item>
        </>
      )}
    </Form.List>
  );
}
