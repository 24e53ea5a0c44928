// SPDX-License-Identifier: Apache-2.0
/** Searches this person keeps. */
import { DeleteOutlined, DownOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Popover, Space } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { listViews, removeView, saveView, type UnitSearch } from '../../api/units.ts';

interface Props {
  readonly search: UnitSearch;
  readonly onChoose: (search: UnitSearch) => void;
}

export function ViewsMenu({ search, onChoose }: Props) {
  const { t } = useTranslation();
  const { message } = App.useApp();
  const [open, setOpen] = useState(false);
  const [name, setName] = useState('');
  const views = useQuery({ queryKey: ['views'], queryFn: listViews });
  const run = async (work: () => Promise<unknown>) => {
    try {
      await work();
      setName('');
      await views.refetch();
    } catch (error) {
      message.error(error instanceof Error ? error.message : String(error));
    }
  };
  return (
    <Popover
      open={open}
      onOpenChange={setOpen}
      trigger="click"
      title={t('units.views')}
      content={
        <Space orientation="vertical" style={{ width: 260 }}>
          {(views.data ?? []).map((view) => (
            <Space key={view.id} style={{ width: '100%', justifyContent: 'space-between' }}>
              <Button
                type="link"
                onClick={() => {
                  setOpen(false);
                  onChoose(view.query);
                }}
              >
                {view.name}
              </Button>
              <Button
                type="text"
                icon={<DeleteOutlined />}
                aria-label={`${t('common.remove')} ${view.name}`}
                onClick={() => void run(() => removeView(view.id))}
              />
            </Space>
          ))}
          <Space.Compact style={{ width: '100%' }}>
            <Input
              value={name}
              maxLength={60}
              aria-label={t('units.viewName')}
              placeholder={t('units.viewName')}
              onChange={({ target }) => setName(target.value)}
            />
            <Button
              disabled={name.trim() === ''}
              onClick={() => void run(() => saveView(name.trim(), search))}
            >
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
