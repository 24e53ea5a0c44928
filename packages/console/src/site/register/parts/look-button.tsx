// SPDX-License-Identifier: Apache-2.0
import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useTranslation } from 'react-i18next';
import type { AccessSession } from '../../api/access.ts';

/** Where an open session goes on. */
export function LookButton({ session }: { readonly session: AccessSession }) {
  const { t } = useTranslation();
  const navigate = useNavigate();
  return session.kind === 'export' ? (
    <Button size="small" type="primary" onClick={() => void navigate({ to: '/exports' })}>
      {t('register.toExport')}
    </Button>
  ) : (
    <Button
      size="small"
      type="primary"
      onClick={() => void navigate({ to: '/playback', search: { session: session.id } })}
    >
      {t('register.look')}
    </Button>
  );
}
