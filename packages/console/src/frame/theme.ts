// SPDX-License-Identifier: Apache-2.0
/** The look of both consoles: calm, dense, police blue; colours of state are never the only sign of state. */
import type { ThemeConfig } from 'antd';

export const theme: ThemeConfig = {
  token: {
    colorPrimary: '#1a5fb4',
    colorInfo: '#1a5fb4',
    colorSuccess: '#1e8e3e',
    colorWarning: '#c77700',
    colorError: '#c5221f',
    // Grey and tinted words still read at 4.5:1 on the page's grounds.
    colorTextSecondary: '#4f5661',
    colorTextTertiary: '#5b626d',
    colorTextDescription: '#565d68',
    colorTextDisabled: '#5f6670',
    colorTextPlaceholder: '#6b717b',
    borderRadius: 6,
    fontFamily: '"PingFang SC","Microsoft YaHei","Noto Sans CJK SC","Noto Sans SC",system-ui,sans-serif',
  },
  components: {
    Layout: { headerBg: '#0f2f57', siderBg: '#0f2f57', bodyBg: '#f3f5f8', headerPadding: '0 16px' },
    // The name of a page.
    Typography: { fontSizeHeading1: 22 },
    Menu: { darkItemBg: '#0f2f57', darkSubMenuItemBg: '#0b2546', darkItemSelectedBg: '#1a5fb4' },
  },
};
