// SPDX-License-Identifier: Apache-2.0
/** Where an address leads that is nothing, or not this person's: a page that says so and knows the way back. */
import { Link } from '@tanstack/react-router';
import { Result } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from './layout.module.css';

const Back = () => {
  const { t } = useTranslation();
  return <Link to="/">{t('frame.elsewhere.back')}</Link>;
};

export function UnknownPage() {
  const { t } = useTranslation();
  return (
    <main>
      <Result
        status="404"
        title={<h1 className={layout.pageName}>{t('frame.elsewhere.unknown')}</h1>}
        subTitle={t('frame.elsewhere.unknownWhy')}
        extra={<Back />}
      />
    </main>
  );
}

export function ForbiddenPage() {
  const { t } = useTranslation();
  return (
    <Result
      status="403"
      title={<h1 className={layout.pageName}>{t('frame.elsewhere.forbidden')}</h1>}
      subTitle={t('frame.elsewhere.forbiddenWhy')}
      extra={<Back />}
    />
  );
}
