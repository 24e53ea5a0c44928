// SPDX-License-Identifier: Apache-2.0
/** The three steps that ask for something. Each field says what is meant; a returned field says why. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Col, DatePicker, Form, Input, InputNumber, Row, Select } from 'antd';
import type { ReactNode } from 'react';
import { useTranslation } from 'react-i18next';

interface StepProps {
  readonly reasons: Readonly<Record<string, string>> | null;
}

interface FieldProps extends StepProps {
  readonly name: string;
  readonly hint?: string;
  readonly children: ReactNode;
}

function Field({ name, hint, reasons, children }: FieldProps) {
  const { t } = useTranslation();
  const reason = reasons?.[name];
  return (
    <Form.Item
      name={name}
      label={t(`filing.${name}`)}
      extra={hint === undefined ? undefined : t(`filing.${hint}`)}
      {...(reason === undefined ? {} : { validateStatus: 'warning' as const, help: reason })}
    >
      {children}
    </Form.Item>
  );
}

export function UnitStep({ reasons }: StepProps) {
  const { t } = useTranslation();
  return (
    <>
      <Field name="name" hint="nameHint" reasons={reasons}>
        <Input maxLength={120} />
      </Field>
      <Field name="creditCode" hint="creditCodeHint" reasons={reasons}>
        <Input maxLength={18} autoCapitalize="characters" />
      </Field>
      <Field name="placeKind" hint="placeKindHint" reasons={reasons}>
        <Input maxLength={60} />
      </Field>
      <Field name="address" hint="addressHint" reasons={reasons}>
        <Input maxLength={200} />
      </Field>
      <Form.List name="people">
        {(fields, { add, remove }) => (
          <fieldset style={{ border: 0, padding: 0, margin: 0 }}>
            <legend style={{ fontWeight: 600, marginBottom: 8 }}>{t('filing.people')}</legend>
            {fields.map(({ key, name }) => (
              <Row key={key} gutter={8}>
                <Col xs={24} sm={7}>
                  <Form.Item name={[name, 'name']} label={t('filing.personName')}>
                    <Input maxLength={60} />
                  </Form.Item>
                </Col>
                <Col xs={24} sm={7}>
                  <Form.Item name={[name, 'duty']} label={t('filing.duty')}>
                    <Input maxLength={60} />
                  </Form.Item>
                </Col>
                <Col xs={20} sm={8}>
                  <Form.Item name={[name, 'phone']} label={t('filing.phone')}>
                    <Input maxLength={24} inputMode="tel" />
                  </Form.Item>
                </Col>
                <Col xs={4} sm={2} style={{ paddingTop: 30 }}>
                  <Button
                    type="text"
                    icon={<DeleteOutlined />}
                    aria-label={t('common.remove')}
                    onClick={() => remove(name)}
                  />
                </Col>
              </Row>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
              {t('filing.addPerson')}
            </Button>
          </fieldset>
        )}
      </Form.List>
    </>
  );
}

export function SystemStep({ reasons }: StepProps) {
  return (
    <>
      <Field name="systemName" reasons={reasons}>
        <Input maxLength={120} />
      </Field>
      <Row gutter={12}>
        <Col xs={24} sm={12}>
          <Field name="putIntoUseOn" hint="putIntoUseHint" reasons={reasons}>
            <DatePicker style={{ width: '100%' }} inputReadOnly />
          </Field>
        </Col>
        <Col xs={24} sm={12}>
          <Field name="acceptancePassedOn" reasons={reasons}>
            <DatePicker style={{ width: '100%' }} inputReadOnly />
          </Field>
        </Col>
      </Row>
      <Field name="storageDays" hint="storageHint" reasons={reasons}>
        <InputNumber min={0} max={3650} precision={0} style={{ width: 160 }} />
      </Field>
    </>
  );
}

const cameraKinds = ['dome', 'bullet', 'box', 'ptz', 'panoramic', 'other'] as const;

export function CameraStep({ reasons }: StepProps) {
  const { t } = useTranslation();
  const form = Form.useFormInstance();
  const reasonFor = (index: number) =>
    Object.entries(reasons ?? {})
      .filter(([field]) => field.startsWith(`cameras.${index}.`))
      .map(([, reason]) => reason)
      .join('；');
  return (
    <Form.List name="cameras">
      {(fields, { add, remove }) => (
        <>
          {fields.map(({ key, name }) => (
            <fieldset
              key={key}
              style={{ border: '1px solid #e3e8ef', borderRadius: 8, padding: '8px 12px', marginBottom: 12 }}
            >
              <legend style={{ fontSize: 14, fontWeight: 600, padding: '0 6px' }}>
                {t('filing.cameras')} {name + 1}
              </legend>
              <Row gutter={8}>
                <Col xs={12} sm={6}>
                  <Form.Item name={[name, 'code']} label={t('filing.cameraCode')}>
                    <Input maxLength={64} />
                  </Form.Item>
                </Col>
                <Col xs={12} sm={6}>
                  <Form.Item name={[name, 'kind']} label={t('filing.cameraKind')}>
                    <Select
                      options={cameraKinds.map((value) => ({ value, label: t(`filing.kinds.${value}`) }))}
                    />
                  </Form.Item>
                </Col>
                <Col xs={24} sm={12}>
                  <Form.Item
                    name={[name, 'place']}
                    label={t('filing.cameraPlace')}
                    {...(reasonFor(name) === ''
                      ? {}
                      : { validateStatus: 'warning' as const, help: reasonFor(name) })}
                  >
                    <Input maxLength={200} />
                  </Form.Item>
                </Col>
                <Col xs={12} sm={6}>
                  <Form.Item name={[name, 'azimuthDegrees']} label={t('filing.azimuth')}>
                    <InputNumber min={0} max={359} precision={0} style={{ width: '100%' }} />
                  </Form.Item>
                </Col>
                <Col xs={12} sm={6}>
                  <Form.Item name={[name, 'rangeMetres']} label={t('filing.range')}>
                    <InputNumber min={0} max={5000} precision={0} style={{ width: '100%' }} />
                  </Form.Item>
                </Col>
                <Col xs={24}>
                  <Form.Item
                    name={[name, 'noForbiddenArea']}
                    valuePropName="checked"
                    style={{ marginBottom: 4 }}
                  >
                    <Checkbox>{t('filing.noForbiddenArea')}</Checkbox>
                  </Form.Item>
                  <Form.Item
                    name={[name, 'nearSecretUnit']}
                    valuePropName="checked"
                    style={{ marginBottom: 4 }}
                  >
                    <Checkbox>{t('filing.nearSecretUnit')}</Checkbox>
                  </Form.Item>
                  <Form.Item noStyle shouldUpdate>
                    {() =>
                      form.getFieldValue(['cameras', name, 'nearSecretUnit']) === true ? (
                        <Form.Item name={[name, 'secretUnitConsent']} label={t('filing.secretUnitConsent')}>
                          <Input maxLength={200} />
                        </Form.Item>
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
          <Button
            type="dashed"
            icon={<PlusOutlined />}
            onClick={() => add({ kind: 'dome' })}
            style={{ marginRight: 8 }}
          >
            {t('filing.addCamera')}
          </Button>
          <Button
            onClick={() => {
              const { code: _, ...last } =
                (form.getFieldValue('cameras') as { code?: string }[] | undefined)?.at(-1) ?? {};
              add({ ...last, code: `C${fields.length + 1}` });
            }}
          >
            {t('filing.copyCamera')}
          </Button>
        </>
      )}
    </Form.List>
  );
}
