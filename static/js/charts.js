// Draws each <figure data-chart> once it comes near the screen. plotly.js is fetched then, after the page can be read.
(function () {
  "use strict";
  var CONFIG = { displaylogo: false, displayModeBar: false, showSendToCloud: false, plotlyServerURL: "", responsive: true };
  var COLOURS = ["#9b1c1f", "#3a6ea5", "#b7791f", "#4f7f52", "#6b5b95", "#7a8288", "#c0694e", "#2f8f8b"];
  var library = null;

  function load(address) {
    library = library || new Promise(function (resolve, reject) {
      var script = document.createElement("script");
      script.src = address;
      script.onload = function () { resolve(window.Plotly); };
      script.onerror = reject;
      document.head.appendChild(script);
    });
    return library;
  }

  function merged(given, otherwise) {
    return Object.assign({}, otherwise, given || {});
  }

  function layout(given, style) {
    var text = style.getPropertyValue("--ink").trim() || "#1f2328";
    var line = style.getPropertyValue("--line").trim() || "#dcd7d0";
    var axis = { gridcolor: line, linecolor: line, zerolinecolor: line, automargin: true, exponentformat: "none", separatethousands: true };
    var found = merged(given, { colorway: COLOURS, paper_bgcolor: "rgba(255,255,255,0)", plot_bgcolor: "rgba(255,255,255,0)", autosize: true });
    found.font = merged(found.font, { family: style.getPropertyValue("--font"), size: 13, color: text });
    found.margin = merged(found.margin, { l: 48, r: 16, t: 16, b: 40 });
    found.legend = merged(found.legend, { orientation: "h", y: 1.12, x: 0 });
    found.separators = found.separators || ".,";
    found.xaxis = merged(found.xaxis, axis);
    found.yaxis = merged(found.yaxis, axis);
    return found;
  }

  function draw(figure) {
    var figureOf = JSON.parse(document.getElementById(figure.dataset.chart).textContent);
    var plot = figure.querySelector(".plot");
    load(figure.dataset.library).then(function (Plotly) {
      plot.hidden = false;
      return Plotly.newPlot(plot, figureOf.data, layout(figureOf.layout, getComputedStyle(figure)), CONFIG);
    }).then(function () {
      figure.dataset.drawn = "yes";
      figure.querySelector(".fallback").open = false;
    }).catch(function () {
      plot.hidden = true; // the table stays open and says the same
    });
  }

  function start() {
    var near = new IntersectionObserver(function (entries) {
      entries.forEach(function (entry) {
        if (!entry.isIntersecting) return;
        near.unobserve(entry.target);
        draw(entry.target);
      });
    }, { rootMargin: "200px" });
    document.querySelectorAll("figure[data-chart]").forEach(function (figure) { near.observe(figure); });
  }

  if (document.readyState === "complete") start();
  else window.addEventListener("load", start);
  // On paper the table says more than a drawing that may not have been reached.
  window.addEventListener("beforeprint", function () {
    document.querySelectorAll(".chart:not([data-drawn]) .fallback").forEach(function (fallback) { fallback.open = true; });
  });
})();
