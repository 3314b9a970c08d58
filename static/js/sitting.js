// A sitting that ended while a form was filled in: what was typed is put back into it after signing in again.
// It waits in this window alone, never on the disk of a shared machine, until the site has answered. Passwords are not kept.
(function () {
  "use strict";
  var me = document.currentScript.dataset, KEY = "kangle-sitting", here = location.pathname + location.search;
  function kept() {
    try { return JSON.parse(sessionStorage.getItem(KEY)); } catch (error) { return null; }
  }
  function keep(found) {
    try {
      if (found) sessionStorage.setItem(KEY, JSON.stringify(found));
      else sessionStorage.removeItem(KEY);
    } catch (error) { /* a browser that keeps nothing: as it was */ }
  }
  function ticked(control) { return /^(radio|checkbox)$/.test(control.type); }
  function named(form, name) {
    return Array.from(form.elements).filter(function (control) {
      return control.name === name && !/^(hidden|password|file|submit|button|fieldset)$/.test(control.type);
    });
  }
  function changed(control) {
    if (ticked(control)) return control.checked !== control.defaultChecked;
    if (control.options) return Array.from(control.options).some(function (each) { return each.selected !== each.defaultSelected; });
    return control.value !== control.defaultValue;
  }
  // Of a form that the site has just refused every word is the person's; else only what was changed, so that what another wrote
  // in the meantime in other fields stays.
  function words(form) {
    var whole = form.dataset.bound !== undefined || Boolean(form.querySelector(".errorlist, [aria-invalid]"));
    var names = Array.from(new Set(Array.from(form.elements, function (control) { return control.name; }))).filter(Boolean);
    return names.flatMap(function (name) {
      return named(form, name).map(function (control, place) { return [control, place]; }).filter(function (pair) {
        return whole || changed(pair[0]) || (pair[0].type === "radio" && pair[0].checked);
      }).map(function (pair) {
        var chosen = pair[0].options ? Array.from(pair[0].selectedOptions, function (each) { return [each.value, each.text]; }) : null;
        return { name: name, place: pair[1], value: pair[0].value, checked: pair[0].checked, chosen: chosen };
      });
    });
  }

  // --- before it is sent ---------------------------------------------------------------------------------------------------

  window.addEventListener("submit", function (event) {
    var form = event.target, found;
    if (event.defaultPrevented || form.getAttribute("method") !== "post" || !me.who) return;
    found = words(form);
    if (!found.length) return keep(null);
    keep({
      person: me.who, address: here, action: form.getAttribute("action") || "", words: found,
      files: Array.from(form.querySelectorAll("[type=file]")).some(function (each) { return each.files.length; })
    });
  });

  // --- afterwards ----------------------------------------------------------------------------------------------------------

  // A row that was added within the page is not there any more: it is added again.
  function add_row(form, name) {
    var part = /^(.+)-\d+-/.exec(name), button = part && form.querySelector("#" + CSS.escape(part[1] + "-group") + " .add-row a");
    for (var tries = 0; button && !named(form, name).length && tries < 50; tries++) button.click();
  }
  function put(form, word) {
    add_row(form, word.name);
    var control = named(form, word.name)[word.place];
    if (!control) return;
    if (ticked(control)) control.checked = word.checked;
    else if (word.chosen) {
      word.chosen.forEach(function (pair) { // a choice that was looked up is not among those that the page brings
        if (!Array.from(control.options).some(function (each) { return each.value === pair[0]; })) control.add(new Option(pair[1], pair[0]));
      });
      Array.from(control.options).forEach(function (each) {
        each.selected = word.chosen.some(function (pair) { return pair[0] === each.value; });
      });
    } else control.value = word.value;
    control.dispatchEvent(new Event("change", { bubbles: true }));
  }
  function say(before, sentence) {
    var list = document.createElement("ul"), line = document.createElement("li");
    list.className = "messages messagelist";
    line.className = "warning";
    line.setAttribute("role", "status");
    line.textContent = sentence;
    list.append(line);
    before.before(list);
    list.scrollIntoView({ block: "center" });
  }
  function form_of(found) {
    return Array.from(document.querySelectorAll("form")).filter(function (form) {
      return form.getAttribute("method") === "post" && (form.getAttribute("action") || "") === found.action;
    }).sort(function (one, other) { return known(other, found) - known(one, found); })[0];
  }
  function known(form, found) {
    return found.words.filter(function (word) { return named(form, word.name).length; }).length;
  }
  function restore(found) {
    var form = form_of(found);
    if (!form) return;
    found.words.forEach(function (word) { put(form, word); });
    for (var fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
    say(form, me.said + (found.files ? me.files : ""));
  }
  function ended(found) {
    keep(Object.assign(found, { ended: true }));
    document.querySelectorAll("[data-sitting]").forEach(function (line) { line.hidden = false; });
    document.querySelectorAll("a[data-sitting-back]").forEach(function (link) { link.href = found.address; });
    document.querySelectorAll("[name=next]").forEach(function (next) { next.value = found.address; });
  }

  var found = kept();
  if (!found) return;
  if (me.ended !== undefined) return ended(found);
  if (found.person !== me.who) return keep(null); // another's words are nobody's business here
  if (!found.ended) return keep(null); // the site has answered, and shows what it did not take
  if (found.address !== here) return; // until its page is opened again
  keep(null);
  // When the page's own scripts have made their rows and lists, which they do a moment after all is there.
  window.addEventListener("load", function () { window.setTimeout(restore, 100, found); });
})();
