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
  const [page, setPage] = useState(1);
  const goToLast = (count: number) => setPage(Math.max(1, Math.ceil(count / onePage)));
  return (
    <Form.List name="cameras">
      {(fields, { add, remove }) => (
        <>
          <PartsNote list="cameras" />
          {fields.slice((page - 1) * onePage, page * onePage).map(({ key, name }) => (
            <CameraFields key={key} name={name} onRemove={() => remove(name)} />
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
          <AddCamera
            count={fields.length}
            onAdd={(camera) => {
              add(camera);
              goToLast(fields.length + 1);
            }}
          />
        </>
      )}
    </Form.List>
  );
}

function CameraFields({ name, onRemove }: { readonly name: number; readonly onRemove: () => void }) {
  const { t } = useTranslation();
  return (
    <fieldset className={sheet.camera}>
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
            <Select options={cameraKinds.map((value) => ({ value, label: t(`filing.kinds.${value}`) }))} />
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
          <CameraMarks name={name} />
        </Col>
      </Row>
      <Button type="text" size="small" danger icon={<DeleteOutlined />} onClick={onRemove}>
        {t('common.remove')}
      </Button>
    </fieldset>
  );
}

/** What may not be filmed, and what lies near. */
function CameraMarks({ name }: { readonly name: number }) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  return (
    <>
      <Form.Item name={[name, 'noForbiddenArea']} valuePropName="checked" className={layout.below1}>
        <Checkbox>{t('filing.noForbiddenArea')}</Checkbox>
      </Form.Item>
      <Form.Item name={[name, 'nearSecretUnit']} valuePropName="checked" className={layout.below1}>
        <Checkbox>{t('filing.nearSecretUnit')}</Checkbox>
      </Form.Item>
      <Form.Item noStyle shouldUpdate>
        {() =>
          form.getFieldValue(['cameras', name, 'nearSecretUnit']) === true ? (
            <PartField list="cameras" index={name} name="secretUnitConsent" label="secretUnitConsent">
              <Input maxLength={200} />
            </PartField>
          ) : null
        }
      </Form.Item>
    </>
  );
}

interface AddCameraProps {
  readonly count: number;
  readonly onAdd: (camera: Readonly<Record<string, unknown>>) => void;
}

/** One more, new or like the last one. */
function AddCamera({ count, onAdd }: AddCameraProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  return (
    <>
      <Button
        type="dashed"
        icon={<PlusOutlined />}
        onClick={() => onAdd({ kind: 'dome' })}
        className={layout.beforeNext}
      >
        {t('filing.addCamera')}
      </Button>
      <Button
        onClick={() => {
          const { code: _, ...last } =
            (form.getFieldValue('cameras') as { code?: string }[] | undefined)?.at(-1) ?? {};
          onAdd({ ...last, code: `C${count + 1}` });
        }}
      >
        {t('filing.copyCamera')}
      </Button>
    </>
  );
}
