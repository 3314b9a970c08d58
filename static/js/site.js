// What the pages need beyond htmx: the CSRF token on its requests, and pop-ups that close as people expect.
(function () {
  "use strict";
  document.addEventListener("htmx:configRequest", function (event) {
    var token = document.querySelector('meta[name="csrf-token"]');
    if (token && event.detail.verb !== "get") event.detail.headers["X-CSRFToken"] = token.content;
    // An empty condition is no condition: addresses stay short enough to be sent to a colleague.
    if (event.detail.verb === "get" && event.detail.formData) {
      Array.from(event.detail.formData.entries()).forEach(function (pair) {
        if (pair[1] === "") event.detail.formData.delete(pair[0]);
      });
    }
  });
  // A table a little wider than its place is set tighter, one much wider scrolls inside it with its first column held;
  // the others keep their heads at the top of the page.
  function fitTables() {
    document.querySelectorAll(".table-wrap").forEach(function (wrap) {
      wrap.classList.remove("tight", "scrolls");
      ["tight", "scrolls"].forEach(function (remedy) {
        if (wrap.scrollWidth > wrap.clientWidth + 1) wrap.classList.add(remedy);
      });
    });
  }
  fitTables();
  window.addEventListener("resize", fitTables);
  document.addEventListener("htmx:afterSettle", fitTables);

  function closeOthers(keep) {
    document.querySelectorAll("details.pop[open]").forEach(function (pop) {
      if (pop !== keep && !pop.contains(keep)) pop.open = false;
    });
  }
  document.addEventListener("click", function (event) {
    closeOthers(event.target.closest("details.pop"));
  });
  document.addEventListener("keydown", function (event) {
    if (event.key !== "Escape") return;
    var pop = event.target.closest("details.pop[open]");
    closeOthers(null);
    if (pop) pop.querySelector("summary").focus();
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print]");
    if (button) window.print();
  });
})();
