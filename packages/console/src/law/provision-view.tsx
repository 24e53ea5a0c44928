// SPDX-License-Identifier: Apache-2.0
/** One provision: printed text, both locators, errata with what the engine computes. */
import { findErratum, findInstrument, type Provision, printedArticle, publishedArticle } from '@mingjing/law';
import { Card, Descriptions, Space, Tag, Typography } from 'antd';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';

export function ProvisionView({ provision }: { readonly provision: Provision }) {
  const { t } = useTranslation();
  const printed = printedArticle(provision);
  const published = publishedArticle(provision);
  return (
    <article lang="zh-CN">
      <Typography.Title level={2} className={layout.large}>
        {provision.title}
      </Typography.Title>
      <Space wrap size={4} className={layout.below3}>
        <Tag>{findInstrument(provision.instrument)?.title ?? provision.instrument}</Tag>
        {printed === null ? null : <Tag color="blue">{t('law.printedAt', { article: printed })}</Tag>}
        {published === null ? null : (
          <Tag color="geekblue">{t('law.publishedAt', { article: published })}</Tag>
        )}
        <Tag color={provision.certainty === 'as-printed' ? 'green' : 'orange'}>
          {t(`law.certainty.${provision.certainty}`)}
        </Tag>
      </Space>
      {provision.printed === null ? null : (
        <blockquote className="law-quote">{provision.printed.trim()}</blockquote>
      )}
      <Typography.Paragraph>
        <Typography.Text strong>{t('law.ownWords')}：</Typography.Text>
        {provision.rule}
      </Typography.Paragraph>
      {provision.errata.length === 0 ? null : (
        <Typography.Title level={3} className={layout.lead}>
          {t('law.errata')}
        </Typography.Title>
      )}
      {provision.errata.map((id) => (
        <ErratumView key={id} id={id} />
      ))}
      <Typography.Text type="secondary" copyable className={layout.small}>
        {provision.id}
      </Typography.Text>
    </article>
  );
}

function ErratumView({ id }: { readonly id: string }) {
  const { t } = useTranslation();
  const erratum = findErratum(id);
  if (!erratum) return <Tag>{id}</Tag>;
  return (
    <Card size="small" title={`${id} · ${erratum.where}`} className={layout.below2}>
      {erratum.quotes.map(({ seed, printed }) => (
        <blockquote key={seed + printed} className="law-quote">
          {printed}
        </blockquote>
      ))}
      <Descriptions
        size="small"
        column={1}
        items={[
          ...(erratum.normalised === null
            ? []
            : [
                {
                  key: 'normalised',
                  label: t('law.computesWith', { value: '' }),
                  children: erratum.normalised,
                },
              ]),
          { key: 'effect', label: t(`law.certainty.${erratum.certainty}`), children: erratum.effect },
        ]}
      />
    </Card>
  );
}
