// SPDX-License-Identifier: Apache-2.0
/** Anybody reports a camera that should not be there. */
import type { BodyOf } from '@mingjing/contracts';
import { mostPhotoBytes, mostPhotos, reportCamera } from '@mingjing/contracts/desk';
import { Button, Form, Input, Radio, Upload } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../frame/call.ts';
import { smallerPhoto } from '../../frame/smaller-photo.ts';
import { DoorStep } from '../door-step.tsx';
import { base64Of } from './parts/base64.ts';
import { HandIn, JurisdictionField } from './parts/hand-in.tsx';

export function PublicReportPage() {
  const { t } = useTranslation();
  const [photos, setPhotos] = useState<readonly { readonly file: File; readonly base64: string }[]>([]);
  const [tooLarge, setTooLarge] = useState(false);
  const take = async (chosen: File) => {
    const file = await smallerPhoto(chosen, mostPhotoBytes);
    setTooLarge(file.size > mostPhotoBytes);
    if (file.size > mostPhotoBytes) return false;
    const base64 = await base64Of(file);
    setPhotos((before) => [...before, { file, base64 }].slice(0, mostPhotos));
    return false;
  };
  const required = { required: true, min: 2, message: t('common.required') };
  return (
    <DoorStep title={t('public.report')}>
      <HandIn<BodyOf<typeof reportCamera>>
        onSend={(body) =>
          call(reportCamera, {
            body: { ...body, ...(photos.length > 0 && { photos: photos.map(({ base64 }) => base64) }) },
          })
        }
        hint={t('public.reportHint')}
      >
        <JurisdictionField />
        <Form.Item name="about" label={t('public.about')} initialValue="camera" extra={t('public.aboutHint')}>
          <Radio.Group
            options={(['camera', 'official'] as const).map((value) => ({
              value,
              label: t(`public.abouts.${value}`),
            }))}
          />
        </Form.Item>
        <Form.Item name="place" label={t('public.place')} rules={[required]}>
          <Input maxLength={200} />
        </Form.Item>
        <Form.Item name="description" label={t('public.description')} rules={[required]}>
          <Input.TextArea autoSize={{ minRows: 3 }} maxLength={2000} />
        </Form.Item>
        <Form.Item
          label={t('public.photos')}
          extra={t('public.photosHint')}
          {...(tooLarge && { validateStatus: 'error', help: t('public.photosHint') })}
        >
          <Upload
            accept="image/jpeg,image/png"
            listType="picture"
            multiple
            maxCount={mostPhotos}
            beforeUpload={take}
            fileList={photos.map(({ file }, at) => ({ uid: String(at), name: file.name }))}
            onRemove={({ uid }) => setPhotos(photos.filter((_, at) => String(at) !== uid))}
          >
            <Button disabled={photos.length >= mostPhotos}>{t('public.addPhoto')}</Button>
          </Upload>
        </Form.Item>
        <Form.Item name="contact" label={t('public.contact')}>
          <Input maxLength={120} />
        </Form.Item>
      </HandIn>
    </DoorStep>
  );
}
