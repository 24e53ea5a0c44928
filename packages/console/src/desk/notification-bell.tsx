// SPDX-License-Identifier: Apache-2.0
import { BellOutlined } from '@ant-design/icons';
import { listNotifications, readNotifications } from '@mingjing/contracts/desk';
import { Badge, Button, Empty, List, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { call } from '../frame/call.ts';
import layout from '../frame/layout.module.css';
import shell from '../frame/shell.module.css';
import { showInstant } from '../frame/time.ts';
import { useAction } from '../frame/use-action.ts';
import { useRead } from '../frame/use-read.ts';

/** What happened that concerns this person; opening it marks it read. */
export function NotificationBell() {
  const { t } = useTranslation();
  const list = useRead(listNotifications, {}, { refetchInterval: 30_000 });
  const markRead = useAction(() => call(readNotifications), { refresh: [listNotifications] });
  const unread = (list.data ?? []).filter(({ read }) => !read).length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('notifications')}
      onOpenChange={(open) => {
        if (!open && unread > 0) markRead.run();
      }}
      content={
        <List
          size="small"
          className={shell.bell}
          locale={{ emptyText: <Empty description={t('noNotifications')} /> }}
          dataSource={[...(list.data ?? [])]}
          renderItem={({ text, createdAt, read }) => (
            <List.Item className={read ? '' : layout.bold}>
              <List.Item.Meta title={text} description={showInstant(createdAt)} />
            </List.Item>
          )}
        />
      }
    >
      <Badge count={unread} size="small">
        <Button type="text" icon={<BellOutlined />} aria-label={`${t('notifications')} ${unread}`} />
      </Badge>
    </Popover>
  );
}
