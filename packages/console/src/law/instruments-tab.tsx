// SPDX-License-Identifier: Apache-2.0
/** Instruments and their provisions: a list to choose from, a search over all, and the text with its errata. */
import {
  instruments,
  type Provision,
  printedArticle,
  provisionsOf,
  type Standing,
  searchProvisions,
  standingOn,
} from '@mingjing/law';
import { Col, Collapse, Empty, Input, Row, Tag, Typography } from 'antd';
import { useMemo, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from '../frame/layout.module.css';
import { todayInChina } from '../frame/time.ts';
import { ProvisionView } from './provision-view.tsx';

const colours: Readonly<Partial<Record<Standing, string>>> = {
  'in-force': 'green',
  'presumed-in-force': 'green',
  'not-yet-in-force': 'blue',
  draft: 'orange',
};

const rank: readonly Standing[] = ['in-force', 'presumed-in-force', 'not-yet-in-force', 'unknown', 'draft'];
const rankOf = (standing: Standing): number =>
  rank.includes(standing) ? rank.indexOf(standing) : rank.length;
/** As of today; what is in force stands first and open. */
const inOrder = (today: string) =>
  instruments
    .map((instrument) => ({ instrument, standing: standingOn(instrument, today) }))
    .toSorted((a, b) => rankOf(a.standing) - rankOf(b.standing));

export function InstrumentsTab() {
  const { t } = useTranslation();
  const [words, setWords] = useState('');
  const [chosen, setChosen] = useState<Provision>();
  const hits = useMemo(() => searchProvisions(words), [words]);
  const listed = useMemo(() => inOrder(todayInChina()), []);
  const searching = words.trim() !== '';
  return (
    <Row gutter={[24, 16]}>
      <Col xs={24} lg={10}>
        <Input.Search
          allowClear
          value={words}
          placeholder={t('law.search')}
          aria-label={t('law.search')}
          onChange={({ target }) => setWords(target.value)}
          className={layout.below3}
        />
        <div className={layout.window}>
          {searching ? (
            <>
              <Typography.Text type="secondary" role="status">
                {hits.length > 0 ? t('law.found', { count: hits.length }) : t('law.nothing')}
              </Typography.Text>
              <ProvisionList
                provisions={hits.slice(0, 100).map(({ provision }) => provision)}
                chosen={chosen}
                onChoose={setChosen}
                withInstrument
              />
            </>
          ) : (
            <Collapse
              ghost
              accordion
              defaultActiveKey={listed[0]?.instrument.id ?? ''}
              items={listed.map(({ instrument, standing }) => ({
                key: instrument.id,
                label: (
                  <>
                    {instrument.title}{' '}
                    <Tag color={colours[standing] ?? 'default'}>{t(`law.status.${standing}`)}</Tag>
                    {instrument.inForceFrom === null ? null : (
                      <Typography.Text type="secondary" className={layout.small}>
                        {t('law.inForce', { from: instrument.inForceFrom })}
                      </Typography.Text>
                    )}
                  </>
                ),
                children: (
                  <ProvisionList
                    provisions={provisionsOf(instrument.id)}
                    chosen={chosen}
                    onChoose={setChosen}
                  />
                ),
              }))}
            />
          )}
        </div>
      </Col>
      <Col xs={24} lg={14}>
        {chosen ? <ProvisionView provision={chosen} /> : <Empty description={t('law.choose')} />}
      </Col>
    </Row>
  );
}

interface ProvisionListProps {
  readonly provisions: readonly Provision[];
  readonly chosen: Provision | undefined;
  readonly onChoose: (provision: Provision) => void;
  readonly withInstrument?: boolean;
}

function ProvisionList({ provisions, chosen, onChoose, withInstrument = false }: ProvisionListProps) {
  return (
    <ul className={`${layout.listless} ${layout.flush} ${layout.bare}`}>
      {provisions.map((provision) => (
        <li key={provision.id}>
          <button
            type="button"
            className="law-choice"
            aria-pressed={provision.id === chosen?.id}
            onClick={() => onChoose(provision)}
          >
            <span>
              {printedArticle(provision) ?? '—'} {provision.title}
            </span>
            {withInstrument ? (
              <Typography.Text type="secondary" className={layout.small}>
                {instruments.find(({ id }) => id === provision.instrument)?.shortTitle}
              </Typography.Text>
            ) : null}
            {provision.errata.length > 0 ? <Tag color="gold">{provision.errata.join(' ')}</Tag> : null}
          </button>
        </li>
      ))}
    </ul>
  );
}
