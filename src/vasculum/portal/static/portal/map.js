// The map of a search: tiles of the node over its own base map; boxes and areas are drawn into the address.

import { borders, colour as colourOf, earth, ground, keepTheme, map as mapIn, maplibre, names } from "../web/earth.js";

const element = document.getElementById("map");
const texts = JSON.parse(document.getElementById(element.dataset.texts).textContent);
const asked = new URLSearchParams(element.dataset.asked);
const LEGEND = [1, 10, 100, 1000, 10000];
const LAYERS = ["cells", "places"];

const colour = (name) => colourOf(element, name);

function byCount() {
  return ["step", ["get", "count"], colour("--map-1"), ...LEGEND.slice(1).flatMap((count, at) => [count, colour(`--map-${at + 2}`)])];
}

function style() {
  return {
    version: 8,
    sources: {
      earth,
      result: {
        type: "vector",
        tiles: [new URL(element.dataset.tiles, location.href).href.replaceAll("%7B", "{").replaceAll("%7D", "}")],
        maxzoom: 16,
      },
      drawn: { type: "geojson", data: area() },
    },
    layers: [
      ...ground(element),
      {
        id: "cells",
        type: "fill",
        source: "result",
        "source-layer": "cells",
        paint: { "fill-color": byCount(), "fill-opacity": 0.86, "fill-outline-color": colour("--map-land") },
      },
      borders(element),
      {
        id: "places",
        type: "circle",
        source: "result",
        "source-layer": "places",
        paint: {
          "circle-color": byCount(),
          "circle-radius": ["interpolate", ["linear"], ["log10", ["get", "count"]], 0, 5, 4, 18],
          "circle-stroke-color": colour("--map-ring"),
          "circle-stroke-width": 1.2,
        },
      },
      { id: "area", type: "fill", source: "drawn", paint: { "fill-color": colour("--map-drawn"), "fill-opacity": 0.05 } },
      { id: "edge", type: "line", source: "drawn", paint: { "line-color": colour("--map-drawn"), "line-width": 2.5 } },
      names(element),
    ],
  };
}

// What the address already holds, drawn on the map.

function ring(text) {
  const sides = text.split(",").map(Number);
  const [west, south, east, north] = sides[0] > sides[2] ? [sides[0], sides[1], sides[2] + 360, sides[3]] : sides;
  return [[west, south], [east, south], [east, north], [west, north], [west, south]];
}

function corners(text) {
  const found = text.split(",").map((corner) => corner.trim().split(/\s+/).map(Number));
  return found.every((corner) => corner.length === 2 && corner.every(Number.isFinite)) ? [...found, found[0]] : null;
}

function area(unfinished) {
  const rings = [...asked.getAll("bbox").map(ring), ...asked.getAll("polygon").map(corners), unfinished].filter(Boolean);
  const shape = (each) => (each.length > 3 ? { type: "Polygon", coordinates: [each] } : { type: "LineString", coordinates: each });
  return { type: "FeatureCollection", features: rings.map((each) => ({ type: "Feature", properties: {}, geometry: shape(each) })) };
}

function bounds() {
  const points = area().features.flatMap((feature) => feature.geometry.coordinates[0]);
  if (!points.length) return shown();
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  return [[Math.min(...xs), Math.max(-85, Math.min(...ys))], [Math.max(...xs), Math.min(85, Math.max(...ys))]];
}

function shown() {
  const sides = element.dataset.bounds.split(",").map(Number);
  return sides.length === 4 ? [[sides[0], Math.max(-70, sides[1])], [sides[2], Math.min(78, sides[3])]] : undefined;
}

function searchIn(name, value, view = "map") {
  const fields = new URLSearchParams(asked);
  for (const each of ["bbox", "polygon", "cursor"]) fields.delete(each);
  fields.set(name, value);
  fields.set("view", view);
  return `${element.dataset.search}?${fields}`;
}

const short = (degrees) => String(Math.round(degrees * 1e5) / 1e5);

function box(one, other) {
  const [west, east] = [one.lng, other.lng].sort((a, b) => a - b);
  const [south, north] = [one.lat, other.lat].sort((a, b) => a - b);
  return [west, Math.max(-90, south), east, Math.min(90, north)].map(short).join(",");
}

// Cells and places answer to a click, and Enter to what lies in the middle.

function around(feature) {
  if (feature.geometry.type === "Point") {
    const [lng, lat] = feature.geometry.coordinates;
    return box({ lng: lng - 2e-5, lat: lat - 2e-5 }, { lng: lng + 2e-5, lat: lat + 2e-5 });
  }
  const points = feature.geometry.coordinates.flat(feature.geometry.type === "MultiPolygon" ? 2 : 1);
  const [xs, ys] = [points.map((point) => point[0]), points.map((point) => point[1])];
  return box({ lng: Math.min(...xs), lat: Math.min(...ys) }, { lng: Math.max(...xs), lat: Math.max(...ys) });
}

function line(tag, className, text) {
  const made = document.createElement(tag);
  made.className = className;
  made.textContent = text;
  return made;
}

function link(href, text) {
  const made = line("a", "", text);
  made.href = href;
  return made;
}

function listed(hit) {
  const item = document.createElement("li");
  const facts = [hit.catalogNumber, hit.eventDate, hit.recordedBy].filter(Boolean).join(" · ");
  item.append(link(`/${hit.pid}`, hit.scientificName || texts.unnamed), line("span", "popup-facts", facts));
  return item;
}

async function open(map, feature, at) {
  const sides = around(feature);
  const fields = new URLSearchParams(asked);
  for (const each of ["view", "cursor", "sort", "lang", "size"]) fields.delete(each);
  if (!fields.has("bbox")) fields.append("bbox", sides);
  else fields.set("bbox", sides);
  fields.set("size", "5");
  const answer = await fetch(`/api/search?${fields}`);
  if (!answer.ok) return;
  const found = await answer.json();
  const content = document.createElement("div");
  const list = document.createElement("ul");
  list.append(...found.hits.map(listed));
  const count = found.total.toLocaleString(document.documentElement.lang);
  content.append(line("p", "popup-count", `${texts.specimens}: ${count}`), list);
  if (found.total > found.hits.length) content.append(link(searchIn("bbox", sides, "table"), texts.all));
  const popup = new maplibre.Popup({ maxWidth: "20rem", focusAfterOpen: true, className: "popup" });
  popup.setLngLat(at).setDOMContent(content).addTo(map);
}

function answerClicks(map) {
  const at = (point) => map.queryRenderedFeatures(point, { layers: LAYERS })[0];
  map.on("click", (event) => {
    if (drawing) return;
    const feature = at(event.point);
    if (!feature) return;
    const dense = feature.layer.id === "cells" && feature.properties.count > 20 && map.getZoom() < 10;
    if (dense) map.easeTo({ center: event.lngLat, zoom: map.getZoom() + 2.5 });
    else open(map, feature, event.lngLat);
  });
  map.on("mousemove", (event) => (map.getCanvas().style.cursor = drawing ? "crosshair" : at(event.point) ? "pointer" : ""));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key !== "Enter" || drawing) return;
    const middle = map.project(map.getCenter());
    const reach = [[middle.x - 12, middle.y - 12], [middle.x + 12, middle.y + 12]];
    const feature = map.queryRenderedFeatures(reach, { layers: LAYERS })[0];
    if (feature) open(map, feature, map.getCenter());
  });
}

// Drawing a box by dragging, an area by its corners.

let drawing = "";
const hint = document.querySelector("[data-map-hint]");

function stop(map) {
  drawing = "";
  hint.textContent = "";
  for (const button of document.querySelectorAll("[data-draw]")) button.setAttribute("aria-pressed", "false");
  map.dragPan.enable();
  map.doubleClickZoom.enable();
  map.getSource("drawn").setData(area());
}

function start(map, kind, button) {
  const again = drawing === kind;
  stop(map);
  if (again) return;
  drawing = kind;
  button.setAttribute("aria-pressed", "true");
  hint.textContent = kind === "box" ? texts.hintBox : texts.hintPolygon;
  map.doubleClickZoom.disable();
  if (kind === "box") map.dragPan.disable();
  map.getCanvas().focus();
}

function drawBoxes(map) {
  let first = null;
  map.on("mousedown", (event) => drawing === "box" && (first = event.lngLat));
  map.on("touchstart", (event) => drawing === "box" && (first = event.lngLat));
  const move = (event) => first && map.getSource("drawn").setData(area(ring(box(first, event.lngLat))));
  map.on("mousemove", move);
  map.on("touchmove", move);
  const end = (event) => {
    if (!first) return;
    const [from, to] = [map.project(first), event.point];
    const sides = box(first, event.lngLat);
    first = null;
    if (Math.hypot(from.x - to.x, from.y - to.y) > 4) location.assign(searchIn("bbox", sides));
  };
  map.on("mouseup", end);
  map.on("touchend", end);
}

function drawAreas(map) {
  let points = [];
  const show = (more = []) => map.getSource("drawn").setData(area([...points, ...more].length > 1 ? [...points, ...more] : null));
  const finish = () => {
    if (points.length < 3) return;
    location.assign(searchIn("polygon", points.map((point) => point.map(short).join(" ")).join(",")));
  };
  map.on("click", (event) => {
    if (drawing !== "polygon") return;
    const first = points.length ? map.project(points[0]) : null;
    if (first && points.length > 2 && Math.hypot(first.x - event.point.x, first.y - event.point.y) < 12) return finish();
    points.push([event.lngLat.lng, event.lngLat.lat]);
    show();
  });
  map.on("dblclick", () => drawing === "polygon" && finish());
  map.on("mousemove", (event) => drawing === "polygon" && points.length && show([[event.lngLat.lng, event.lngLat.lat]]));
  map.getCanvas().addEventListener("keydown", (event) => {
    if (event.key === "Escape") {
      points = [];
      stop(map);
    }
    if (drawing !== "polygon") return;
    if (event.key === " ") {
      event.preventDefault();
      const { lng, lat } = map.getCenter();
      points.push([lng, lat]);
      show();
    }
    if (event.key === "Enter") finish();
  });
}

function tools(map) {
  document.querySelector("[data-map-tools]").hidden = false;
  document.querySelector("[data-map-legend]").hidden = false;
  for (const button of document.querySelectorAll("[data-draw]")) {
    if (button.dataset.draw !== "view") button.setAttribute("aria-pressed", "false");
    button.addEventListener("click", () => {
      if (button.dataset.draw !== "view") return start(map, button.dataset.draw, button);
      const view = map.getBounds();
      location.assign(searchIn("bbox", box(view.getSouthWest(), view.getNorthEast())));
    });
  }
}

function begin() {
  const map = mapIn(element, texts, {
    style: style(),
    center: [8, 30],
    zoom: 1,
    bounds: bounds(),
    fitBoundsOptions: { padding: { top: 60, bottom: 70, left: 30, right: 50 }, maxZoom: 14 },
  });
  answerClicks(map);
  drawBoxes(map);
  drawAreas(map);
  tools(map);
  keepTheme(element, map, style);
  globalThis.vasculumMap = map;
}

try {
  begin();
} catch (error) {
  element.replaceChildren(line("p", "map-none", texts.failed));
}
