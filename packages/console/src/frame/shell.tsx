// SPDX-License-Identifier: Apache-2.0
/** The frame around every signed-in page: menu at the side (a drawer on a phone), name of the place, language, person. */
import { LogoutOutlined, MenuOutlined, UserOutlined } from '@ant-design/icons';
import { Button, Drawer, Dropdown, Grid, Layout, Menu, type MenuProps, Space, Typography } from 'antd';
import { type ReactNode, useState } from 'react';
import { useTranslation } from 'react-i18next';
import layout from './layout.module.css';
import { LanguageButton, Mark } from './mark.tsx';
import shell from './shell.module.css';

export interface ShellProps {
  /** 明镜 录像机 or 明镜 监督台. */
  readonly product: string;
  /** The unit or organ this console serves. */
  readonly place: string;
  readonly items: NonNullable<MenuProps['items']>;
  readonly selectedKey: string;
  readonly onSelect: (key: string) => void;
  readonly person: string;
  readonly onSignOut: () => void;
  /** Extra entries of the person's menu. */
  readonly personItems?: NonNullable<MenuProps['items']>;
  readonly onPersonItem?: (key: string) => void;
  /** Bell, alarms and the like, left of the person. */
  readonly tools?: ReactNode;
  readonly children: ReactNode;
}

export function Shell(props: ShellProps) {
  const { t } = useTranslation();
  const wide = Grid.useBreakpoint().lg ?? window.innerWidth >= 992;
  const [open, setOpen] = useState(false);
  const menu = (
    <Menu
      theme="dark"
      mode="inline"
      items={props.items}
      selectedKeys={[props.selectedKey]}
      onClick={({ key }) => {
        setOpen(false);
        props.onSelect(key);
      }}
    />
  );
  const brand = (
    <Space size={10} className={shell.brand}>
      <Mark />
      <span>{props.product}</span>
    </Space>
  );
  return (
    <Layout className={shell.page}>
      {wide ? (
        <Layout.Sider width={208} className={shell.side}>
          {brand}
          <nav aria-label={t('frame.menu')}>{menu}</nav>
        </Layout.Sider>
      ) : (
        <Drawer
          open={open}
          onClose={() => setOpen(false)}
          placement="left"
          size={248}
          closable={false}
          classNames={{ body: shell.night }}
        >
          {brand}
          <nav aria-label={t('frame.menu')}>{menu}</nav>
        </Drawer>
      )}
      <Layout>
        <Head {...props} isWide={wide} onMenu={() => setOpen(true)} />
        <Layout.Content className={wide ? shell.contentWide : shell.content}>{props.children}</Layout.Content>
      </Layout>
    </Layout>
  );
}

interface HeadProps extends ShellProps {
  readonly isWide: boolean;
  readonly onMenu: () => void;
}

function Head({ isWide, onMenu, ...props }: HeadProps) {
  const { t } = useTranslation();
  return (
    <Layout.Header className={shell.bar}>
      {isWide ? null : (
        <Button type="text" icon={<MenuOutlined />} aria-label={t('frame.menu')} onClick={onMenu} />
      )}
      <Typography.Text strong ellipsis className={`${layout.grows} ${layout.shrinks}`}>
        {props.place}
      </Typography.Text>
      {props.tools}
      <LanguageButton />
      <Dropdown
        menu={{
          items: [
            ...(props.personItems ?? []),
            { key: 'sign-out', icon: <LogoutOutlined />, label: t('frame.signOut') },
          ],
          onClick: ({ key }) => (key === 'sign-out' ? props.onSignOut() : props.onPersonItem?.(key)),
        }}
      >
        <Button type="text" icon={<UserOutlined />} aria-label={props.person}>
          {isWide ? props.person : null}
        </Button>
      </Dropdown>
    </Layout.Header>
  );
}
