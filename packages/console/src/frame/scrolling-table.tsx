// SPDX-License-Identifier: Apache-2.0
import { Table, type TableProps } from 'antd';
import { useEffect, useRef } from 'react';

/** A table wider than the screen: its scrolling part can be reached and moved with the keyboard, also without a link in it. */
export function ScrollingTable<Row extends object>(props: TableProps<Row>) {
  const box = useRef<HTMLDivElement>(null);
  useEffect(() => {
    for (const part of box.current?.querySelectorAll('.ant-table-content') ?? [])
      part.setAttribute('tabindex', '0');
  });
  return (
    <div ref={box}>
      <Table<Row> {...props} />
    </div>
  );
}
