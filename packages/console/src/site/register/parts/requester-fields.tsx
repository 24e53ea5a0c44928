// SPDX-License-Identifier: Apache-2.0
/** What officials and citizens are asked for at the counter. */
import { MinusCircleOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Checkbox, Col, Form, Input, Row, Select } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';

export function OfficialFields() {
  const { t } = useTranslation();
  const isEmergency = Form.useWatch('isEmergency') === true;
  return (
    <>
      <Form.List name="officers">
        {(fields, { add, remove }) => (
          <fieldset className={`${layout.borderless} ${layout.bare} ${layout.flush} ${layout.below3}`}>
            <legend className={`${layout.plain} ${layout.below2}`}>{t('register.officers')}</legend>
            {fields.map(({ key, name }) => (
              <Row key={key} gutter={8} align="middle">
                {(['name', 'unit', 'credential'] as const).map((part) => (
                  <Col key={part} xs={24} sm={part === 'unit' ? 9 : 6}>
                    <Form.Item name={[name, part]} className={layout.below2}>
                      <Input
                        aria-label={`${t(officerLabel[part])} ${name + 1}`}
                        placeholder={t(officerLabel[part])}
                        maxLength={part === 'unit' ? 120 : 60}
                      />
                    </Form.Item>
                  </Col>
                ))}
                <Col sm={3}>
                  <Button
                    type="text"
                    aria-label={t('common.delete')}
                    icon={<MinusCircleOutlined />}
                    onClick={() => remove(name)}
                  />
                </Col>
              </Row>
            ))}
            <Button type="dashed" icon={<PlusOutlined />} onClick={() => add({})}>
              {t('register.addOfficer')}
            </Button>
          </fieldset>
        )}
      </Form.List>
      <Form.Item name="documentNumber" label={t('register.documentNumber')}>
        <Input maxLength={120} />
      </Form.Item>
      <Form.Item name="necessity" label={t('register.necessity')}>
        <Input maxLength={1000} />
      </Form.Item>
      <Form.Item name="confidentialityAcknowledged" valuePropName="checked" className={layout.below1}>
        <Checkbox>{t('register.confidential')}</Checkbox>
      </Form.Item>
      <Form.Item name="isEmergency" valuePropName="checked">
        <Checkbox>{t('register.emergency')}</Checkbox>
      </Form.Item>
      {isEmergency ? (
        <>
          <Form.Item
            name="emergencyReason"
            label={t('register.emergencyReason')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input.TextArea maxLength={1000} />
          </Form.Item>
          <Form.Item name="publicInterest" valuePropName="checked">
            <Checkbox>{t('register.publicInterest')}</Checkbox>
          </Form.Item>
        </>
      ) : null}
    </>
  );
}

const officerLabel = {
  name: 'register.officerName',
  unit: 'register.officerUnit',
  credential: 'register.credential',
} as const;

export function CitizenFields() {
  const { t } = useTranslation();
  const relations = ['self', 'near-relative', 'guardian', 'caretaker', 'custodian', 'other'] as const;
  return (
    <>
      <Row gutter={12}>
        <Col xs={24} sm={8}>
          <Form.Item
            name="name"
            label={t('register.citizenName')}
            rules={[{ required: true, message: t('common.required') }]}
          >
            <Input maxLength={60} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={8}>
          <Form.Item name="idNumber" label={t('register.idNumber')}>
            <Input maxLength={60} />
          </Form.Item>
        </Col>
        <Col xs={24} sm={8}>
          <Form.Item name="contact" label={t('register.contact')}>
            <Input maxLength={120} />
          </Form.Item>
        </Col>
      </Row>
      <Form.Item
        name="relation"
        label={t('register.relation')}
        rules={[{ required: true, message: t('common.required') }]}
      >
        <Select options={relations.map((value) => ({ value, label: t(`register.relations.${value}`) }))} />
      </Form.Item>
      <Form.Item name="reason" label={t('register.citizenReason')}>
        <Input.TextArea maxLength={1000} />
      </Form.Item>
      <Form.Item name="ownLegalInterest" valuePropName="checked">
        <Checkbox>{t('register.ownLegalInterest')}</Checkbox>
      </Form.Item>
    </>
  );
}
