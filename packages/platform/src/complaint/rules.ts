// SPDX-License-Identifier: Apache-2.0
/** Complaints: what is said of an official is internal supervision's alone (Decree 799 art. 25). */
import type { ProcessRules } from '../workflow/index.ts';

export const complaintRules: ProcessRules = {
  process: 'complaint',
  lastly: {
    supervise: async (tx, id) => {
      await tx.query(`SELECT mj_restrict($1, 'internalSupervisor')`, [id]);
    },
  },
};
