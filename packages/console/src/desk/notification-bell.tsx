// SPDX-License-Identifier: Apache-2.0
import { BellOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Badge, Button, Empty, List, Popover } from 'antd';
import { useTranslation } from 'react-i18next';
import { showInstant } from '../frame/time.ts';
import { listNotifications, markNotificationsRead } from './api/session.ts';

/** What happened that concerns this person; opening it marks it read. */
export function NotificationBell() {
  const { t } = useTranslation();
  const list = useQuery({ queryKey: ['notifications'], queryFn: listNotifications, refetchInterval: 30_000 });
  const unread = (list.data ?? []).filter(({ read }) => !read).length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('notifications')}
      onOpenChange={(open) => {
        if (!open && unread > 0) void markNotificationsRead().then(() => list.refetch());
      }}
      content={
        <List
          size="small"
          style={{ width: 'min(340px, 80vw)', maxHeight: 420, overflow: 'auto' }}
          locale={{ emptyText: <Empty description={t('noNotifications')} /> }}
          dataSource={[...(list.data ?? [])]}
          renderItem={({ text, createdAt, read }) => (
            <List.Item style={{ fontWeight: read ? 400 : 600 }}>
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
