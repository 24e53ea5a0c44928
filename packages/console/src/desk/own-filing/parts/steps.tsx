// SPDX-License-Identifier: Apache-2.0
/** The steps that ask about the unit and its system. */
import { DeleteOutlined, PlusOutlined } from '@ant-design/icons';
import { Button, Col, DatePicker, Form, Input, Row } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { Field, PartField, PartsNote } from './fields.tsx';
import sheet from './steps.module.css';

export function UnitStep() {
  const { t } = useTranslation();
  return (
    <>
      <Field name="name" hint="nameHint">
        <Input maxLength={120} />
      </Field>
      <Field name="creditCode" hint="creditCodeHint">
        <Input maxLength={24} autoCapitalize="characters" />
      </Field>
      <Field name="placeKind" hint="placeKindHint">
        <Input maxLength={60} />
      </Field>
      <Field name="address" hint="addressHint">
        <Input maxLength={200} />
      </Field>
      <Row gutter={12}>
        <Col xs={12} sm={8}>
          <Field name="longitude">
            <Input maxLength={20} inputMode="decimal" />
          </Field>
        </Col>
        <Col xs={12} sm={8}>
          <Field name="latitude">
            <Input maxLength={20} inputMode="decimal" />
          </Field>
        </Col>
      </Row>
      <Form.List name="people">
        {(fields, { add, remove }) => (
          <fieldset className={`${layout.borderless} ${layout.bare} ${layout.flush}`}>
            <legend className={`${layout.bold} ${layout.below2}`}>{t('filing.people')}</legend>
            <PartsNote list="people" />
            {fields.map(({ key, name }) => (
              <Row key={key} gutter={8}>
                <Col xs={24} sm={7}>
                  <PartField list="people" index={name} name="name" label="personName">
                    <Input maxLength={60} />
                  </PartField>
                </Col>
                <Col xs={24} sm={7}>
                  <PartField list="people" index={name} name="duty" label="duty">
                    <Input maxLength={60} />
                  </PartField>
                </Col>
                <Col xs={20} sm={8}>
                  <PartField list="people" index={name} name="phone" label="phone">
                    <Input maxLength={24} inputMode="tel" />
                  </PartField>
                </Col>
                <Col xs={4} sm={2} className={sheet.besideLabel}>
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

export function SystemStep() {
  return (
    <>
      <Field name="systemName">
        <Input maxLength={120} />
      </Field>
      <Row gutter={12}>
        <Col xs={24} sm={12}>
          <Field name="putIntoUseOn" hint="putIntoUseHint">
            <DatePicker className={layout.full} inputReadOnly />
          </Field>
        </Col>
        <Col xs={24} sm={12}>
          <Field name="acceptancePassedOn">
            <DatePicker className={layout.full} inputReadOnly />
          </Field>
        </Col>
      </Row>
      <Field name="storageDays" hint="storageHint">
        <Input maxLength={20} inputMode="numeric" className={layout.fieldNarrow} />
      </Field>
      <Row gutter={12}>
        <Col xs={24} sm={12}>
          <Field name="operator" hint="operatorHint">
            <Input maxLength={120} />
          </Field>
        </Col>
        <Col xs={24} sm={12}>
          <Field name="networked" hint="networkedHint">
            <Input maxLength={200} />
          </Field>
        </Col>
      </Row>
    </>
  );
}
