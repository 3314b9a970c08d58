// A measure from the county's menu of help: what is chosen narrows what is offered and fills in what follows, with or without signal.
(function () {
  "use strict";
  var form = document.querySelector("form[data-queue]");
  var item = form && control("item");
  if (!item) return;
  var kind = control("kind");
  var industry = control("industry");
  var offered = Array.from(item.children);
  var groups = new Map(offered.filter(function (each) { return each.tagName === "OPTGROUP"; }).map(function (group) {
    return [group, Array.from(group.children)];
  }));
  var told = reckoned(); // what stood in the amount because the menu says so, not because somebody typed it

  function control(name) { return form.querySelector('[name="' + name + '"]'); }
  function number(name) {
    var read = window.kangle ? window.kangle.number(control(name)) : control(name).value;
    return !read || !window.kangle || window.kangle.is_number(read) ? Number(read) : NaN;
  }
  function fits(option) {
    return option.selected || ((!kind.value || option.dataset.kind === kind.value) && (!industry.value || option.dataset.industry === industry.value));
  }
  // Options are taken out rather than hidden: phones show hidden ones.
  function narrow() {
    var chosen = item.value;
    groups.forEach(function (options, group) {
      group.replaceChildren.apply(group, options.filter(fits));
    });
    item.replaceChildren.apply(item, offered.filter(function (each) { return !groups.has(each) || each.children.length; }));
    item.value = chosen;
  }
  // Yuan as typed; "" where nothing follows. What the household had of the limit this year only the site knows.
  function reckoned() {
    var about = item.selectedOptions.length ? item.selectedOptions[0].dataset : {};
    var quantity = number("quantity");
    if (!about.subsidy || !(quantity > 0)) return "";
    var fen = Math.round(Number(about.subsidy) * quantity);
    return String((about.limit ? Math.min(fen, Number(about.limit)) : fen) / 100);
  }
  function choose() {
    var about = item.selectedOptions[0].dataset;
    if (!about.kind) return;
    kind.value = about.kind;
    industry.value = about.industry;
  }
  function tell() {
    var amount = control("amount_fen");
    var now = reckoned();
    if (now && (!amount.value || number("amount_fen") === Number(told))) amount.value = now;
    told = now;
  }
  // The terms of what is chosen, and that its limit lowers the amount: said at once, and more exactly when the site has answered.
  function note(name, text) {
    var said = document.getElementById("said-" + name);
    var place = said.querySelector("p.note") || said.insertBefore(document.createElement("p"), said.firstChild);
    place.className = "note";
    place.textContent = text;
  }
  function explain() {
    var about = item.selectedOptions.length ? item.selectedOptions[0].dataset : {};
    var whole = Number(about.subsidy || 0) * number("quantity");
    var over = about.limit && whole > Number(about.limit);
    note("item", about.terms || "");
    note("amount_fen", over ? item.dataset.over.replace("{whole}", Math.round(whole) / 100).replace("{limit}", about.limit / 100) : "");
  }
  kind.addEventListener("change", narrow);
  industry.addEventListener("change", narrow);
  item.addEventListener("change", choose);
  item.addEventListener("change", tell);
  item.addEventListener("change", explain);
  control("quantity").addEventListener("change", tell);
  control("quantity").addEventListener("input", explain);
})();
