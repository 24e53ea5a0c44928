// SPDX-License-Identifier: Apache-2.0
/** Where messages and questions over a page appear: apart, because who signs in meets neither. */
export { App } from 'antd';
