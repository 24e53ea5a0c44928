// SPDX-License-Identifier: Apache-2.0
/** Apart, because few pages draw one. */
export { QRCode } from 'antd';
