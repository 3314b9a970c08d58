// Whoever may call is offered the number beside every name that leads to a cadre's card. A press asks the site, which puts the
// look on record and answers with the number; without this script the card of the cadre has the press.
(function () {
  "use strict";
  var form = document.getElementById("call");
  if (!form) return;
  var cards = form.dataset.cards;

  function numberOf(link) {
    var rest = link.getAttribute("href").slice(cards.length);
    return /^[0-9]+\/$/.test(rest) ? rest : "";
  }
  function offer() {
    document.querySelectorAll('main a[href^="' + cards + '"]').forEach(function (link) {
      var after = link.parentElement.querySelector(".call, .tel");
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
    window.dispatchEvent(new Event("resize")); // the tables have grown
  }
  function told(button, html) {
    var place = document.createElement("span");
    place.setAttribute("role", "status");
    place.className = "told";
    place.innerHTML = html;
    var masked = button.previousElementSibling;
    if (masked && masked.matches(".masked")) masked.remove();
    button.replaceWith(place);
    var number = place.querySelector("a");
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
