// SPDX-License-Identifier: Apache-2.0
/** Units on a map. The built-in base is a graticule and needs no network; tiles come when an address is configured. */
import 'maplibre-gl/dist/maplibre-gl.css';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { Card, Skeleton, Space, Tag, Typography } from 'antd';
import type { Feature, FeatureCollection } from 'geojson';
import { type GeoJSONSource, Map as MapLibre, NavigationControl, type StyleSpecification } from 'maplibre-gl';
import { useEffect, useRef, useState } from 'react';
import { useTranslation } from 'react-i18next';
import { ProblemAlert } from '../../frame/problem.tsx';
import { type FilingState, unitsInBox } from '../api/registry.ts';
import { readDeskSession } from '../api/session.ts';

const colours: Readonly<Record<FilingState, string>> = {
  filed: '#2e7d32',
  pending: '#1a5fb4',
  returned: '#ef6c00',
  unfiled: '#c62828',
  notRequired: '#78909c',
};

/** Meridians and parallels every tenth of a degree around the country. */
function graticule(): FeatureCollection {
  const line = (coordinates: number[][]): Feature => ({
    type: 'Feature',
    properties: {},
    geometry: { type: 'LineString', coordinates },
  });
  const lines: Feature[] = [];
  for (let x = 73; x <= 136; x += 1)
    lines.push(
      line([
        [x, 17],
        [x, 54],
      ]),
    );
  for (let y = 17; y <= 54; y += 1)
    lines.push(
      line([
        [73, y],
        [136, y],
      ]),
    );
  return { type: 'FeatureCollection', features: lines };
}

function styleOf(tiles: string | null): StyleSpecification {
  const base: StyleSpecification['sources'] = tiles
    ? { base: { type: 'raster', tiles: [tiles], tileSize: 256 } }
    : { base: { type: 'geojson', data: graticule() } };
  return {
    version: 8,
    sources: { ...base, units: { type: 'geojson', data: { type: 'FeatureCollection', features: [] } } },
    layers: [
      { id: 'paper', type: 'background', paint: { 'background-color': '#eef2f6' } },
      tiles
        ? { id: 'base', type: 'raster', source: 'base' }
        : { id: 'base', type: 'line', source: 'base', paint: { 'line-color': '#c5d0dc' } },
      {
        id: 'units',
        type: 'circle',
        source: 'units',
        paint: {
          'circle-radius': 7,
          'circle-color': ['get', 'colour'],
          'circle-stroke-color': '#fff',
          'circle-stroke-width': 1.5,
        },
      },
    ],
  };
}

export function MapPage() {
  const { t } = useTranslation();
  const navigate = useNavigate();
  const element = useRef<HTMLDivElement>(null);
  const session = useQuery({ queryKey: ['session'], queryFn: readDeskSession, staleTime: 60_000 });
  const [problem, setProblem] = useState<unknown>();
  const tiles = session.data?.mapTiles;
  useEffect(() => {
    if (!element.current || tiles === undefined) return;
    let map: MapLibre;
    try {
      map = new MapLibre({
        container: element.current,
        style: styleOf(tiles),
        center: [116.4, 39.85],
        zoom: 9,
      });
    } catch (error) {
      setProblem(error);
      return;
    }
    map.addControl(new NavigationControl());
    const load = async () => {
      const box = map.getBounds();
      const clamp = (value: number, most: number) => Math.max(-most, Math.min(most, value));
      try {
        const units = await unitsInBox({
          west: clamp(box.getWest(), 180),
          south: clamp(box.getSouth(), 90),
          east: clamp(box.getEast(), 180),
          north: clamp(box.getNorth(), 90),
        });
        map.getSource<GeoJSONSource>('units')?.setData({
          type: 'FeatureCollection',
          features: units.map(({ id, name, longitude, latitude, filingState }) => ({
            type: 'Feature',
            properties: { id, name, colour: colours[filingState] },
            geometry: { type: 'Point', coordinates: [longitude, latitude] },
          })),
        });
      } catch (error) {
        setProblem(error);
      }
    };
    map.on('load', () => void load());
    map.on('moveend', () => void load());
    map.on('click', 'units', ({ features }) => {
      const id: unknown = features?.[0]?.properties?.['id'];
      if (typeof id === 'string') void navigate({ to: '/unit', search: { id } });
    });
    return () => map.remove();
  }, [tiles, navigate]);
  return (
    <>
      <Typography.Title level={1} style={{ fontSize: 22 }}>
        {t('units.map')}
      </Typography.Title>
      <Space wrap style={{ marginBottom: 8 }}>
        {(Object.keys(colours) as FilingState[]).map((state) => (
          <Tag key={state} color={colours[state]}>
            {t(`units.legend.${state}`)}
          </Tag>
        ))}
      </Space>
      <ProblemAlert error={problem} />
      <Card styles={{ body: { padding: 0 } }}>
        {session.data ? (
          <div ref={element} role="application" aria-label={t('units.map')} style={{ height: '65vh' }} />
        ) : (
          <Skeleton active />
        )}
      </Card>
      {tiles === null ? (
        <Typography.Paragraph type="secondary">{t('units.mapHint')}</Typography.Paragraph>
      ) : null}
    </>
  );
}
