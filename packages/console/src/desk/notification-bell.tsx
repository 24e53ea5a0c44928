// SPDX-License-Identifier: Apache-2.0
import { BellOutlined } from '@ant-design/icons';
import { desk } from '@mingjing/contracts';
import { listNotifications, pageOfNotice, readNotifications } from '@mingjing/contracts/desk';
import { Link } from '@tanstack/react-router';
import { Badge, Button, Empty, List, Popover } from 'antd';
import { useState } from 'react';
import { useTranslation } from 'react-i18next';
import { call } from '../frame/call.ts';
import layout from '../frame/layout.module.css';
import shell from '../frame/shell.module.css';
import { showInstant } from '../frame/time.ts';
import { useAction } from '../frame/use-action.ts';
import { useRead } from '../frame/use-read.ts';
import { useRole } from './use-role.ts';

/** What happened that concerns this person, each leading to its page; opening it marks it read. */
export function NotificationBell() {
  const { t } = useTranslation();
  const list = useRead(listNotifications, {}, { refetchInterval: 30_000 });
  const markRead = useAction(() => call(readNotifications), { refresh: [listNotifications] });
  const audience = useRole(...desk.officials) ? 'official' : 'unit';
  const [open, setOpen] = useState(false);
  const show = (shown: boolean) => {
    setOpen(shown);
    if (!shown && unread > 0) markRead.run();
  };
  const unread = (list.data ?? []).filter(({ read }) => !read).length;
  return (
    <Popover
      trigger="click"
      placement="bottomRight"
      title={t('notifications')}
      open={open}
      onOpenChange={show}
      content={
        <List
          size="small"
          className={shell.bell}
          locale={{ emptyText: <Empty description={t('noNotifications')} /> }}
          dataSource={[...(list.data ?? [])]}
          renderItem={(notice) => {
            const page = pageOfNotice(notice, audience);
            return (
              <List.Item className={notice.read ? '' : layout.bold}>
                <List.Item.Meta
                  title={
                    page ? (
                      <Link to={page.path} search={page.search} onClick={() => show(false)}>
                        {notice.text}
                      </Link>
                    ) : (
                      notice.text
                    )
                  }
                  description={showInstant(notice.createdAt)}
                />
              </List.Item>
            );
          }}
        />
      }
    >
      <Badge count={unread} size="small">
        <Button type="text" icon={<BellOutlined />} aria-label={`${t('notifications')} ${unread}`} />
      </Badge>
    </Popover>
  );
}
