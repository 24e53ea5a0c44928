// SPDX-License-Identifier: Apache-2.0
/** Above every page that came over plain HTTP from another machine: whoever is in between reads passwords and pictures. */
import { Alert } from 'antd';
import { useTranslation } from 'react-i18next';

export function PlainHttpNotice() {
  const { t } = useTranslation();
  // True over TLS, and over loopback, where nobody is in between.
  if (window.isSecureContext) return null;
  return <Alert banner type="warning" title={t('frame.plainHttp')} />;
}
