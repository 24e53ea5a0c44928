// SPDX-License-Identifier: Apache-2.0
/** The cameras, twenty at a time. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Col, Form, Input, Pagination, Row, Select } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { PartField, PartsNote } from './fields.tsx';
import sheet from './steps.module.css';

/** A list of hundreds is shown in parts; what is not shown is kept all the same. */
const onePage = 20;
const cameraKinds = ['dome', 'bullet', 'box', 'ptz', 'panoramic', 'other'] as const;

export function CameraStep() {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const [page, setPage] = useState(1);
  const goToLast = (count: number) => setPage(Math.max(1, Math.ceil(count / onePage)));
  return (
    <Form.List name="cameras">
      {(fields, { add, remove }) => (
        <>
          <PartsNote list="cameras" />
          {fields.slice((page - 1) * onePage, page * onePage).map(({ key, name }) => (
            <fieldset key={key} className={sheet.camera}>
              <legend className={sheet.cameraName}>
                {t('filing.cameras')} {name + 1}
              </legend>
              <Row gutter={8}>
                <Col xs={12} sm={6}>
                  <PartField list="cameras" index={name} name="code" label="cameraCode">
                    <Input maxLength={64} />
                  </PartField>
                </Col>
                <Col xs={12} sm={6}>
                  <PartField list="cameras" index={name} name="kind" label="cameraKind">
                    <Select
                      options={cameraKinds.map((value) => ({ value, label: t(`filing.kinds.${value}`) }))}
                    />
                  </PartField>
                </Col>
                <Col xs={24} sm={12}>
                  <PartField list="cameras" index={name} name="place" label="cameraPlace">
                    <Input maxLength={200} />
                  </PartField>
                </Col>
                <Col xs={12} sm={6}>
                  <PartField list="cameras" index={name} name="azimuthDegrees" label="azimuth">
                    <Input maxLength={20} inputMode="numeric" />
                  </PartField>
                </Col>
                <Col xs={12} sm={6}>
                  <PartField list="cameras" index={name} name="rangeMetres" label="range">
                    <Input maxLength={20} inputMode="numeric" />
                  </PartField>
                </Col>
                <Col xs={24}>
                  <Form.Item
                    name={[name, 'noForbiddenArea']}
                    valuePropName="checked"
                    className={layout.below1}
                  >
                    <Checkbox>{t('filing.noForbiddenArea')}</Checkbox>
                  </Form.Item>
                  <Form.Item
                    name={[name, 'nearSecretUnit']}
                    valuePropName="checked"
                    className={layout.below1}
                  >
                    <Checkbox>{t('filing.nearSecretUnit')}</Checkbox>
                  </Form.Item>
                  <Form.Item noStyle shouldUpdate>
                    {() =>
                      form.getFieldValue(['cameras', name, 'nearSecretUnit']) === true ? (
                        <PartField
                          list="cameras"
                          index={name}
                          name="secretUnitConsent"
                          label="secretUnitConsent"
                        >
                          <Input maxLength={200} />
                        </PartField>
                      ) : null
                    }
                  </Form.Item>
                </Col>
              </Row>
              <Button type="text" size="small" danger icon={<DeleteOutlined />} onClick={() => remove(name)}>
                {t('common.remove')}
              </Button>
            </fieldset>
          ))}
          <Pagination
            size="small"
            hideOnSinglePage
            current={page}
            pageSize={onePage}
            total={fields.length}
            showSizeChanger={false}
            onChange={setPage}
            className={layout.below3}
          />
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => {
              add({ kind: 'dome' });
              goToLast(fields.length + 1);
            }}
            className={layout.beforeNext}
          >
            {t('filing.addCamera')}
          </Button>
          <Button
            onClick={() => {
              const { code: _, ...last } =
                (form.getFieldValue('cameras') as { code?: string }[] | undefined)?.at(-1) ?? {};
              add({ ...last, code: `C${fields.length + 1}` });
              goToLast(fields.length + 1);
            }}
          >
            {t('filing.copyCamera')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
