// SPDX-License-Identifier: Apache-2.0
/** The certificate of a camera over TLS: which one is kept, and accepting another after somebody has looked. */
import { listCameras } from '@mingjing/contracts/site';
import { Alert, Button } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { type Camera, updateCamera } from '../../api/footage.ts';

/** The first bytes are what people compare; the whole is in the title. */
const short = (sha256: string) => (sha256.match(/../g) ?? []).slice(0, 8).join(':');

export function CertificateOf({ camera }: { readonly camera: Camera }) {
  const { t } = useTranslation();
  const { certificate, pinnedCertificate: pinned } = camera;
  const accept = useAction((certificateSha256: string) => updateCamera(camera.id, { certificateSha256 }), {
    refresh: [listCameras],
  });
  if (!certificate) return null;
  if (certificate.isTrusted) return <p className={layout.note}>{t('cameras.certificate.trusted')}</p>;
  const isOther = pinned !== undefined && pinned !== certificate.sha256 && !accept.done;
  if (!isOther)
    return (
      <p className={layout.note} title={certificate.sha256}>
        {t('cameras.pinned', { sha256: short(certificate.sha256) })}
      </p>
    );
  return (
    <Alert
      type="error"
      showIcon
      className={layout.below3}
      title={t('cameras.certificateOther')}
      description={
        <>
          <p>{t('cameras.certificateBoth', { before: short(pinned), now: short(certificate.sha256) })}</p>
          <ProblemAlert error={accept.problem} />
          <Button danger size="small" loading={accept.busy} onClick={() => accept.run(certificate.sha256)}>
            {t('cameras.certificateAccept')}
          </Button>
        </>
      }
    />
  );
}
