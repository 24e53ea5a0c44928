// SPDX-License-Identifier: Apache-2.0
/** Searches this person keeps. */
import { DeleteOutlined, DownOutlined } from '@ant-design/icons';
import { keepView, listViews, removeView } from '@mingjing/contracts/desk';
import { Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../../../frame/call.ts';
import layout from '../../../frame/layout.module.css';
import { ProblemAlert } from '../../../frame/problem.tsx';
import { useAction } from '../../../frame/use-action.ts';
import { useRead } from '../../../frame/use-read.ts';
import { textsOf, UnitSearch } from './unit-search.ts';

interface Props {
  readonly search: UnitSearch;
  readonly onChoose: (search: UnitSearch) => void;
}

export function ViewsMenu({ search, onChoose }: Props) {
  const { t } = useTranslation();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const views = useRead(listViews, {});
  const keep = useAction(() => call(keepView, { body: { name: name.trim(), query: textsOf(search) } }), {
    refresh: [listViews],
    onDone: () => setName(''),
  });
  const remove = useAction((id: string) => call(removeView, { params: { id } }), { refresh: [listViews] });
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      title={t('units.views')}
      content={
        <Space orientation="vertical" className={layout.fieldWide}>
          <ProblemAlert error={keep.problem ?? remove.problem} />
          {(views.data ?? []).map((view) => (
            <Space key={view.id} className={`${layout.full} ${layout.spread}`}>
              <Button
                type="link"
                onClick={() => {
                  setOpen(false);
                  onChoose(UnitSearch.parse(view.query));
                }}
              >
                {view.name}
              </Button>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`${t('common.remove')} ${view.name}`}
                disabled={remove.busy}
                onClick={() => remove.run(view.id)}
              />
            </Space>
          ))}
          <Space.Compact className={layout.full}>
            <Input
              value={name}
              maxLength={60}
              aria-label={t('units.viewName')}
              placeholder={t('units.viewName')}
              onChange={({ target }) => setName(target.value)}
            />
            <Button disabled={name.trim() === ''} loading={keep.busy} onClick={() => keep.run()}>
              {t('common.save')}
            </Button>
          </Space.Compact>
        </Space>
      }
    >
      <Button>
        {t('units.views')} <DownOutlined />
      </Button>
    </Popover>
  );
}
