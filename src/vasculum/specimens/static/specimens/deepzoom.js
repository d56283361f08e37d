// Deep zoom on top of an image that is shown without it.

function viewerOf(figure) {
  const options = {
    element: figure.querySelector(".viewer-deep"),
    showNavigationControl: false,
    drawer: "canvas",
    crossOriginPolicy: false,
    loadTilesWithAjax: false,
    animationTime: matchMedia("(prefers-reduced-motion: reduce)").matches ? 0 : 0.6,
    maxZoomPixelRatio: 3,
    gestureSettingsMouse: { scrollToZoom: true },
  };
  const source = figure.dataset.tiles || { type: "image", url: figure.dataset.image, buildPyramid: false };
  return window.OpenSeadragon({ ...options, tileSources: source });
}

function open(figure) {
  figure.querySelector(".main-image").hidden = true;
  figure.querySelector(".viewer-deep").hidden = false;
  const viewer = viewerOf(figure);
  const acts = {
    in: () => viewer.viewport.zoomBy(1.6),
    out: () => viewer.viewport.zoomBy(1 / 1.6),
    whole: () => viewer.viewport.goHome(),
    screen: () => (document.fullscreenElement ? document.exitFullscreen() : figure.requestFullscreen()),
  };
  for (const [name, act] of Object.entries(acts)) {
    const button = figure.querySelector(`[data-zoom=${name}]`);
    button.hidden = name === "screen" && !figure.requestFullscreen;
    button.addEventListener("click", () => {
      act();
      viewer.viewport.applyConstraints();
    });
  }
  viewer.addHandler("open", () => (figure.dataset.open = "true"));
  viewer.canvas.tabIndex = 0;
  viewer.canvas.focus({ preventScroll: true });
}

for (const figure of document.querySelectorAll(".viewer")) {
  if (!window.OpenSeadragon) continue;
  const button = figure.querySelector("[data-zoom=open]");
  button.hidden = false;
  button.addEventListener("click", () => {
    button.hidden = true;
    open(figure);
  });
}
