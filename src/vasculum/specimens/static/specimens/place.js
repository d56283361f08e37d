// Where one specimen was collected: a point, and around it the circle in which it may have been.

import { borders, colour, earth, ground, keepTheme, map, names } from "../web/earth.js";

const element = document.getElementById("place-map");
const texts = JSON.parse(document.getElementById(element.dataset.texts).textContent);
const [longitude, latitude, metres] = element.dataset.place.split(",").map(Number);
const PER_DEGREE = 111320;

function circle() {
  const high = metres / PER_DEGREE;
  const wide = high / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  const corners = Array.from({ length: 65 }, (_, at) => {
    const angle = (at * Math.PI) / 32;
    return [longitude + wide * Math.cos(angle), latitude + high * Math.sin(angle)];
  });
  return { type: "Feature", properties: {}, geometry: { type: "Polygon", coordinates: [corners] } };
}

function style() {
  const point = { type: "Feature", properties: {}, geometry: { type: "Point", coordinates: [longitude, latitude] } };
  const drawn = colour(element, "--map-drawn");
  return {
    version: 8,
    sources: {
      earth,
      point: { type: "geojson", data: point },
      around: { type: "geojson", data: metres ? circle() : { type: "FeatureCollection", features: [] } },
    },
    layers: [
      ...ground(element),
      borders(element),
      { id: "around", type: "fill", source: "around", paint: { "fill-color": drawn, "fill-opacity": 0.16 } },
      { id: "edge", type: "line", source: "around", paint: { "line-color": drawn, "line-width": 1.5 } },
      {
        id: "point",
        type: "circle",
        source: "point",
        paint: { "circle-radius": 6, "circle-color": drawn, "circle-stroke-color": colour(element, "--map-ring"), "circle-stroke-width": 2 },
      },
      names(element),
    ],
  };
}

function begin() {
  const reach = Math.max(metres || 0, 20000) / PER_DEGREE;
  const wide = reach / Math.max(0.01, Math.cos((latitude * Math.PI) / 180));
  const bounds = [[longitude - 3 * wide, Math.max(-85, latitude - 3 * reach)], [longitude + 3 * wide, Math.min(85, latitude + 3 * reach)]];
  keepTheme(element, map(element, texts, { style: style(), bounds }), style);
}

try {
  begin();
} catch {
  element.closest("section").querySelector("[data-map-failed]").hidden = false;
  element.remove();
}
