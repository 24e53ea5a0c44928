// SPDX-License-Identifier: Apache-2.0
/** MapLibre around points of units. The list below the map says the same to those who cannot see it. */
import type { QueryOf, RowOf } from '@mingjing/contracts';
import type { listUnitsInside } from '@mingjing/contracts/desk';
import {
  type GeoJSONSource,
  type GeoJSONSourceSpecification,
  Map as MapView,
  NavigationControl,
  type StyleSpecification,
  setWorkerUrl,
} from 'maplibre-gl';
import workerUrl from 'maplibre-gl/dist/maplibre-gl-worker.mjs?worker&url';
import { useEffect, useRef } from 'react';
import sheet from './unit-map.module.css';

type MapUnit = RowOf<typeof listUnitsInside>;
type Rectangle = QueryOf<typeof listUnitsInside>;

setWorkerUrl(workerUrl);

interface Props {
  readonly units: readonly MapUnit[];
  /** `https://…/{z}/{x}/{y}.png`, or null for the grid. */
  readonly tiles: string | null;
  readonly label: string;
  readonly onMove: (view: Rectangle) => void;
  readonly onOpen: (id: string) => void;
  readonly onCannotDraw: () => void;
}

const collection = (features: readonly object[]) =>
  ({ type: 'FeatureCollection', features }) as unknown as Exclude<GeoJSONSourceSpecification['data'], string>;

/** Lines of longitude and latitude, at least 0.05 degrees apart and about forty across. */
function grid({ west, south, east, north }: Rectangle) {
  const step = Math.max(0.05, 2 ** Math.ceil(Math.log2((east - west) / 40 / 0.05)) * 0.05);
  const lines: (readonly (readonly [number, number])[])[] = [];
  for (let x = Math.floor(west / step) * step; x <= east; x += step)
    lines.push([
      [x, south],
      [x, north],
    ]);
  for (let y = Math.floor(south / step) * step; y <= north; y += step)
    lines.push([
      [west, y],
      [east, y],
    ]);
  return collection(
    lines.map((coordinates) => ({
      type: 'Feature',
      properties: {},
      geometry: { type: 'LineString', coordinates },
    })),
  );
}

const pointsOf = (units: readonly MapUnit[]) =>
  collection(
    units.map(({ id, filingState, longitude, latitude }) => ({
      type: 'Feature',
      properties: { id, filingState },
      geometry: { type: 'Point', coordinates: [longitude, latitude] },
    })),
  );

function styleOf(tiles: string | null): StyleSpecification {
  return {
    version: 8,
    sources: {
      grid: { type: 'geojson', data: collection([]) },
      units: {
        type: 'geojson',
        data: collection([]),
        cluster: true,
        clusterMaxZoom: 12,
        clusterRadius: 36,
      },
      ...(tiles === null ? {} : { tiles: { type: 'raster', tiles: [tiles], tileSize: 256 } }),
    },
    layers: [
      { id: 'ground', type: 'background', paint: { 'background-color': '#eef3f8' } },
      ...(tiles === null ? [] : [{ id: 'tiles', type: 'raster', source: 'tiles' } as const]),
      { id: 'grid', type: 'line', source: 'grid', paint: { 'line-color': '#c6d3e1', 'line-width': 1 } },
      {
        id: 'crowds',
        type: 'circle',
        source: 'units',
        filter: ['has', 'point_count'],
        paint: {
          // Wider the more units, up to 34 pixels.
          'circle-radius': ['min', 34, ['+', 9, ['sqrt', ['get', 'point_count']]]],
          'circle-color': '#1a5fb4',
          'circle-opacity': 0.75,
          'circle-stroke-width': 2,
          'circle-stroke-color': '#ffffff',
        },
      },
      {
        id: 'units',
        type: 'circle',
        source: 'units',
        filter: ['!', ['has', 'point_count']],
        paint: {
          'circle-radius': 6,
          'circle-stroke-width': 1.5,
          'circle-stroke-color': '#ffffff',
          'circle-color': [
            'match',
            ['get', 'filingState'],
            'filed',
            '#2e7d32',
            'pending',
            '#1a5fb4',
            'notRequired',
            '#8c8c8c',
            '#d46b08',
          ],
        },
      },
    ],
  };
}

/** The map with its grid and crowds that open; undefined where the browser cannot draw one. */
function openMap(container: HTMLElement, tiles: string | null): MapView | undefined {
  let map: MapView;
  try {
    map = new MapView({
      container,
      style: styleOf(tiles),
      center: [116.4, 39.9],
      zoom: 3,
      attributionControl: false,
    });
  } catch {
    return undefined;
  }
  map.addControl(new NavigationControl({ showCompass: false }), 'top-right');
  map.on('click', 'crowds', ({ features }) => {
    const crowd = features?.[0];
    const source = map.getSource<GeoJSONSource>('units');
    if (!crowd || !source || crowd.geometry.type !== 'Point') return;
    const [longitude = 0, latitude = 0] = crowd.geometry.coordinates;
    void source.getClusterExpansionZoom(Number(crowd.properties['cluster_id'])).then(
      (zoom) => map.easeTo({ center: [longitude, latitude], zoom }),
      () => undefined,
    );
  });
  return map;
}

/** @returns what is shown */
function drawGrid(map: MapView): Rectangle {
  const bounds = map.getBounds();
  const rectangle = {
    west: bounds.getWest(),
    south: bounds.getSouth(),
    east: bounds.getEast(),
    north: bounds.getNorth(),
  };
  map.getSource<GeoJSONSource>('grid')?.setData(grid(rectangle));
  return rectangle;
}

export function UnitMap({ units, tiles, label, onMove, onOpen, onCannotDraw }: Props) {
  const box = useRef<HTMLDivElement>(null);
  const view = useRef<MapView>(undefined);
  const placed = useRef(false);
  const acts = useRef({ onMove, onOpen, onCannotDraw });
  acts.current = { onMove, onOpen, onCannotDraw };
  const latest = useRef(units);
  latest.current = units;
  useEffect(() => {
    if (!box.current) return;
    const map = openMap(box.current, tiles);
    if (!map) {
      acts.current.onCannotDraw();
      return;
    }
    view.current = map;
    map.on('load', () => {
      map.getSource<GeoJSONSource>('units')?.setData(pointsOf(latest.current));
      drawGrid(map);
    });
    map.on('moveend', () => {
      const { west, south, east, north } = drawGrid(map);
      acts.current.onMove({ west: Math.max(-180, west), south, east: Math.min(180, east), north });
    });
    map.on('click', 'units', ({ features }) => {
      const id: unknown = features?.[0]?.properties['id'];
      if (typeof id === 'string') acts.current.onOpen(id);
    });
    return () => {
      view.current = undefined;
      map.remove();
    };
  }, [tiles]);
  useEffect(() => {
    const map = view.current;
    if (!map) return;
    map.getSource<GeoJSONSource>('units')?.setData(pointsOf(units));
    if (placed.current || units.length === 0) return;
    placed.current = true;
    const longitudes = units.map(({ longitude }) => longitude);
    const latitudes = units.map(({ latitude }) => latitude);
    map.fitBounds(
      [
        [Math.min(...longitudes), Math.min(...latitudes)],
        [Math.max(...longitudes), Math.max(...latitudes)],
      ],
      { padding: 60, maxZoom: 14, animate: false },
    );
  }, [units]);
  return <section ref={box} aria-label={label} className={sheet.map} />;
}
