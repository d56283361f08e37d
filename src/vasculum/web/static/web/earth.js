// The base map of the node for every map: land, borders and names, in the colours of the page.

import * as maplibre from "../vendor/maplibre-gl/maplibre-gl.mjs";

export { maplibre };

export function colour(element, name) {
  return getComputedStyle(element).getPropertyValue(name).trim();
}

const FINE_FROM = 4.5;

// A coarse map at first; the fine one, four times as large, once somebody looks closer.
export const earth = { type: "geojson", data: "/api/base-map.json?detail=coarse" };

function lookCloser(made) {
  const fine = "/api/base-map.json";
  const change = () => {
    if (made.getZoom() < FINE_FROM || earth.data === fine) return;
    earth.data = fine;
    made.getSource("earth")?.setData(fine);
  };
  made.on("load", change);
  made.on("zoomend", change);
}

export function ground(element) {
  const countries = { source: "earth", filter: ["==", ["get", "kind"], "country"] };
  return [
    { id: "sea", type: "background", paint: { "background-color": colour(element, "--map-sea") } },
    { id: "land", type: "fill", ...countries, paint: { "fill-color": colour(element, "--map-land"), "fill-antialias": false } },
  ];
}

export function borders(element) {
  return {
    id: "borders",
    type: "line",
    source: "earth",
    filter: ["==", ["get", "kind"], "country"],
    paint: { "line-color": colour(element, "--map-border"), "line-width": ["interpolate", ["linear"], ["zoom"], 0, 0.4, 6, 1.2] },
  };
}

export function names(element) {
  return {
    id: "names",
    type: "symbol",
    source: "earth",
    filter: ["all", ["==", ["get", "kind"], "label"], [">", ["get", "size"], ["step", ["zoom"], 150, 2, 40, 3, 12, 4, 2, 5, 0]]],
    layout: { "text-field": ["get", `name_${element.dataset.language}`], "text-size": 12, "symbol-sort-key": ["-", 0, ["get", "size"]] },
    paint: { "text-color": colour(element, "--map-text"), "text-halo-color": colour(element, "--map-land"), "text-halo-width": 1.4 },
  };
}

// The map in an element whose data name the worker and its texts; `more` are settings of its own.
export function map(element, texts, more) {
  maplibre.setWorkerUrl(new URL(element.dataset.worker, location.href).href);
  const made = new maplibre.Map({
    container: element,
    maxZoom: 17,
    hash: false,
    locale: {
      "NavigationControl.ZoomIn": texts.in,
      "NavigationControl.ZoomOut": texts.out,
      "NavigationControl.ResetBearing": texts.north,
      "Popup.Close": texts.close,
      "Map.Title": element.getAttribute("aria-label"),
    },
    attributionControl: { compact: false, customAttribution: "Natural Earth" },
    dragRotate: false,
    pitchWithRotate: false,
    touchPitch: false,
    cooperativeGestures: false,
    ...more,
  });
  made.addControl(new maplibre.NavigationControl({ showCompass: false }), "top-right");
  lookCloser(made);
  made.on("idle", () => (element.dataset.ready = "true"));
  made.on("movestart", () => delete element.dataset.ready);
  return made;
}

// Draws the map anew when the page turns dark or light.
export function keepTheme(element, made, style) {
  const again = () => {
    delete element.dataset.ready;
    made.setStyle(style(), { diff: true });
  };
  new MutationObserver(again).observe(document.documentElement, { attributes: true, attributeFilter: ["data-theme"] });
  matchMedia("(prefers-color-scheme: dark)").addEventListener("change", again);
}
