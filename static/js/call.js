// Whoever may call is offered the number beside every name that leads to a cadre's card. A press asks the site, which puts the
// look on record and answers with the number; without this script the card of the cadre has the press.
(function () {
  "use strict";
  var form = document.getElementById("call");
  if (!form) return;
  var cards = form.dataset.cards, known = {};

  function numberOf(link) {
    var rest = link.getAttribute("href").slice(cards.length);
    return /^[0-9]+\/$/.test(rest) ? rest : "";
  }
  function offer() {
    document.querySelectorAll('main a[href^="' + cards + '"]').forEach(function (link) {
      var after = (link.closest("li") || link.parentElement).querySelector(".call, .tel");
      if (after || !numberOf(link)) return;
      var button = document.createElement("button"), whose = document.createElement("span");
      button.type = "submit";
      button.className = "call no-print";
      button.setAttribute("form", "call");
      button.setAttribute("formaction", link.getAttribute("href") + "telephone/");
      whose.className = "unseen";
      whose.textContent = " " + link.textContent;
      button.append(form.dataset.word, whose);
      link.after(" ", button);
    });
    putAll();
    window.dispatchEvent(new Event("resize")); // the tables have grown
  }
  // What was shown once stands wherever the name does, also in a list that is refreshed meanwhile.
  function put(button) {
    var place = document.createElement("span"), masked = button.previousElementSibling, line = button.nextElementSibling;
    place.className = "told";
    place.innerHTML = known[button.getAttribute("formaction")];
    if (masked && masked.matches(".masked")) masked.remove();
    if (line && line.matches(".call-failed")) line.remove();
    button.replaceWith(place);
    return place.querySelector("a");
  }
  function putAll() {
    return Array.from(document.querySelectorAll("button.call")).filter(function (button) {
      return button.getAttribute("formaction") in known;
    }).map(put);
  }
  function told(button, html) {
    known[button.getAttribute("formaction")] = html;
    var own = button.isConnected && put(button), others = putAll(), number = own || others[0];
    if (number) number.focus();
  }
  function failed(button) {
    button.disabled = false;
    var line = button.nextElementSibling;
    if (!line || !line.matches(".call-failed")) {
      line = document.createElement("small");
      line.className = "call-failed";
      line.setAttribute("role", "alert");
      button.after(line);
    }
    line.textContent = form.dataset.failed;
  }
  form.addEventListener("submit", function (event) {
    var button = event.submitter;
    if (!button) return;
    event.preventDefault();
    button.disabled = true;
    fetch(button.formAction, {
      method: "POST", credentials: "same-origin", redirect: "manual", body: new FormData(form), headers: { "X-Kangle-Part": "1" },
    }).then(function (answer) {
      if (!answer.ok) throw new Error(String(answer.status));
      return answer.text();
    }).then(function (html) { told(button, html); }, function () { failed(button); });
  });
  document.addEventListener("htmx:afterSettle", offer);
  offer();
})();
