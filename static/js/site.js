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
      wrap.classList.remove("tight", "dense", "scrolls");
      ["tight", "dense", "scrolls"].forEach(function (remedy) {
        if (wrap.scrollWidth > wrap.clientWidth + 1) wrap.classList.add(remedy);
      });
    });
  }
  fitTables();
  window.addEventListener("resize", fitTables);
  document.addEventListener("htmx:afterSettle", fitTables);

  // Of a row of tabs wider than the screen the one at hand is in sight.
  document.querySelectorAll(".tabs [aria-current]").forEach(function (tab) {
    var row = tab.closest(".tabs");
    row.scrollLeft += tab.getBoundingClientRect().left - row.getBoundingClientRect().left - (row.clientWidth - tab.clientWidth) / 2;
  });

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
  // The site judges a form, not the browser. What would never reach it is said here: half a day in a calendar input, which the
  // browser sends as a blank, and a file too large, before it has travelled for minutes.
  function faultOf(control) {
    if (control.validity && control.validity.badInput) return document.querySelector('meta[name="no-day"]').content;
    var over = control.dataset.largest && Array.from(control.files).some(function (file) { return file.size > Number(control.dataset.largest); });
    return over ? control.dataset.tooLarge : "";
  }
  function judge(control) {
    var fault = faultOf(control), line = control.nextElementSibling;
    if (line && line.matches(".errorlist[data-here]")) line.remove();
    if (!fault) return true;
    line = document.createElement("ul");
    line.className = "errorlist";
    line.dataset.here = "";
    line.setAttribute("role", "alert");
    line.append(document.createElement("li"));
    line.firstChild.textContent = fault;
    control.after(line);
    return false;
  }
  document.addEventListener("change", function (event) {
    if (event.target.matches("input[data-largest], input[type=date]")) judge(event.target);
  });
  document.addEventListener("submit", function (event) {
    var wrong = Array.from(event.target.elements).filter(function (control) { return !judge(control); });
    if (!wrong.length) return;
    event.preventDefault();
    event.stopImmediatePropagation();
    wrong[0].focus();
  }, true);
  document.addEventListener("submit", function (event) {
    var form = event.target.closest("form[data-once]");
    if (!form) return;
    if (form.classList.contains("on-its-way")) return event.preventDefault();
    form.classList.add("on-its-way");
    var button = form.querySelector("button.main");
    button.dataset.before = button.textContent;
    button.textContent = form.dataset.once;
    button.setAttribute("aria-disabled", "true");
  });
  window.addEventListener("pageshow", function (event) {
    if (event.persisted) document.querySelectorAll("form.on-its-way").forEach(function (form) {
      var button = form.querySelector("button.main");
      form.classList.remove("on-its-way");
      button.textContent = button.dataset.before;
      button.removeAttribute("aria-disabled");
    });
  });
  document.addEventListener("click", function (event) {
    var button = event.target.closest("[data-print]");
    if (button) window.print();
  });
})();
