// SPDX-License-Identifier: Apache-2.0
import { expect, it } from 'vitest';
import { withLogin } from './with-login.ts';

it('puts what was typed for the search in front of the host, whatever characters it has', () => {
  expect(withLogin('rtsp://10.0.0.1/a', {})).toBe('rtsp://10.0.0.1/a');
  expect(withLogin('rtsps://10.0.0.1/a', { user: 'admin', password: 'p@$&/ 密' })).toBe(
    'rtsps://admin:p%40%24%26%2F%20%E5%AF%86@10.0.0.1/a',
  );
});
