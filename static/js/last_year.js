// Last year's values on a screen of a new year: shown below each field, and filled in at a press where nothing has been typed.
(function () {
  "use strict";
  var kept = window.kangle;
  if (!kept) return;

  function controls(form, name) { return Array.from(form.querySelectorAll('[name="' + name + '"]')); }
  function is_blank(all) {
    return all[0].type === "radio" ? !all.some(function (each) { return each.checked; }) : !kept.plain(all[0].value);
  }
  // A value as a person reads it: the words of a choice, an amount in yuan.
  function words(all, name, value, shown) {
    if (value === "") return "—";
    if (all[0].type === "radio") {
      var chosen = all.filter(function (each) { return each.value === shown; })[0];
      return chosen ? chosen.closest("label").textContent.trim() : shown;
    }
    if (all[0].options) return (Array.from(all[0].options).filter(function (each) { return each.value === shown; })[0] || { text: shown }).text;
    return name.slice(-4) === "_fen" && kept.yuan ? kept.yuan(value) : shown;
  }

  // `last`: {year, values}, values as the site keeps them ({field: plain}); `shown`: how a form shows one. What was typed stays.
  kept.fill_last = function (form, last, shown, set) {
    Object.keys(last.values).forEach(function (name) {
      var all = controls(form, name);
      if (all.length && is_blank(all) && last.values[name] !== "") set(name, shown(name, last.values[name]));
    });
    ["input", "change"].forEach(function (each) { form.dispatchEvent(new Event(each, { bubbles: true })); });
  };
  // On a screen that the phone fills: what the site's own page says of the year before. `fresh`: it is filled in for the first time.
  kept.show_last = function (form, last, shown, fresh) {
    Object.keys(last.values).forEach(function (name) {
      var all = controls(form, name), place = document.getElementById("said-" + name);
      if (!all.length || !place) return;
      form.querySelectorAll("#field-" + name + " > .helptext").forEach(function (each) { each.remove(); });
      place.before(kept.element("div", kept.texts.last_year.replace("{value}", words(all, name, last.values[name], String(shown(name, last.values[name])))), "helptext"));
    });
    if (!fresh) return;
    var line = kept.element("p", kept.texts.last_values.replace("{year}", last.year) + " ", "offer");
    var button = kept.element("button", kept.texts.take_last.replace("{year}", last.year));
    button.type = "button";
    button.dataset.last = JSON.stringify(last);
    line.append(button);
    form.querySelector("h2").after(line);
  };
})();
