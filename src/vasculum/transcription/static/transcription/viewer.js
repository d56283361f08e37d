// The image of a sheet, deep: larger, turned, with more contrast, inverted. The plain image stands until this one is there.

const DEFAULT_STORE = "vasculum:label";

function sourceOf(figure) {
  return figure.dataset.tiles || { type: "image", url: figure.dataset.image, buildPyramid: false };
}

function regionOf(viewer) {
  const item = viewer.world.getItemAt(0);
  if (!item) return "";
  const box = item.viewportToImageRectangle(viewer.viewport.getBounds(true));
  return `xywh=${[box.x, box.y, box.width, box.height].map(Math.round).join(",")}`;
}

function showRegion(viewer, region) {
  const item = viewer.world.getItemAt(0);
  const numbers = region.replace("xywh=", "").split(",").map(Number);
  if (!item || numbers.length !== 4 || !numbers.every(Number.isFinite) || numbers[2] <= 0 || numbers[3] <= 0) return;
  viewer.viewport.fitBounds(item.imageToViewportRectangle(...numbers));
}

function toolsOf(figure, viewer, deep) {
  const toggle = (button, name) => button.setAttribute("aria-pressed", String(deep.classList.toggle(name)));
  const project = document.querySelector("[data-project]")?.dataset.project ?? "";
  const acts = {
    in: () => viewer.viewport.zoomBy(1.5),
    out: () => viewer.viewport.zoomBy(1 / 1.5),
    whole: () => viewer.viewport.goHome(),
    label: () => showRegion(viewer, localStorage.getItem(`${DEFAULT_STORE}:${project}`) ?? ""),
    turn: () => viewer.viewport.setRotation((viewer.viewport.getRotation() + 90) % 360),
    contrast: (button) => toggle(button, "contrast"),
    invert: (button) => toggle(button, "invert"),
  };
  for (const button of figure.querySelectorAll("[data-view]")) {
    button.addEventListener("click", () => {
      acts[button.dataset.view](button);
      viewer.viewport.applyConstraints();
    });
  }
}

function deepen(figure) {
  const deep = figure.querySelector(".reading-deep");
  deep.hidden = false;
  const viewer = window.OpenSeadragon({
    element: deep,
    tileSources: sourceOf(figure),
    showNavigationControl: false,
    drawer: "canvas",
    crossOriginPolicy: false,
    loadTilesWithAjax: false,
    maxZoomPixelRatio: 4,
    animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.4,
    gestureSettingsMouse: { scrollToZoom: true, clickToZoom: false },
  });
  viewer.addHandler("open", () => {
    figure.querySelector(".reading-plain").hidden = true;
    figure.querySelector(".reading-tools").hidden = false;
    figure.dataset.open = "true";
    figure.dispatchEvent(new CustomEvent("reading:open", { bubbles: true, detail: { viewer, regionOf, showRegion } }));
  });
  viewer.addHandler("open-failed", () => {
    deep.hidden = true;
  });
  viewer.canvas.setAttribute("role", "group");
  viewer.canvas.setAttribute("aria-label", figure.querySelector("img").alt);
  toolsOf(figure, viewer, deep);
}

for (const figure of document.querySelectorAll(".reading-image")) {
  if (window.OpenSeadragon && figure.dataset.image) deepen(figure);
}
