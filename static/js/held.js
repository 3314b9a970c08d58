// Forms that only the site can answer (what follows is said before, or somebody else's record is judged): they cannot wait in the queue.
// What is typed in one stays on the phone until the site has taken it in, and is offered again when its page is opened.
(function () {
  "use strict";
  var kept = window.kangle;
  if (!kept || !kept.person || !window.indexedDB) return;
  var texts = kept.texts;

  // --- what stands in a form ---------------------------------------------------------------------------------------------

  function fields(form) {
    return Array.from(new FormData(form).entries()).filter(function (pair) {
      return pair[0] !== "csrfmiddlewaretoken" && typeof pair[1] === "string";
    });
  }
  // `visible`: only what a person sees; what a page carries along unseen is newer than what was kept.
  function fill(form, pairs, visible) {
    var values = {};
    pairs.forEach(function (pair) { (values[pair[0]] = values[pair[0]] || []).push(String(pair[1])); });
    Array.from(form.elements).forEach(function (control) {
      var told = values[control.name];
      if (control.name === "csrfmiddlewaretoken" || /^(file|submit|button)$/.test(control.type) || (visible && control.type === "hidden")) return;
      // A box that is not ticked says nothing; whoever kept other answers of the form left it so.
      if (/^(radio|checkbox)$/.test(control.type)) {
        if (told || control.type === "checkbox") control.checked = Boolean(told) && told.indexOf(control.value) >= 0;
      } else if (told) control.value = told.shift();
    });
  }
  function typed(form) {
    return Array.from(form.elements).some(function (control) { return control.name && !/^(hidden|submit|button|fieldset)$/.test(control.type); });
  }

  // --- drafts ------------------------------------------------------------------------------------------------------------

  var here = location.pathname + location.search;
  function key(form) { return kept.person + " " + location.pathname + " " + form.dataset.held; }
  // What it says as the page brought it: a form that says nothing else has nothing to keep and nothing to restore.
  function untouched(form) {
    var blank = form.cloneNode(true);
    blank.reset();
    return form.dataset.bound === undefined && JSON.stringify(fields(form)) === JSON.stringify(fields(blank));
  }
  function keep(form) {
    if (!typed(form)) return Promise.resolve();
    if (untouched(form)) return forget(form);
    return kept.put("drafts", { fields: fields(form), at: Date.now(), address: here, title: document.querySelector("h1").textContent.trim() }, key(form));
  }
  function forget(form) { return kept.remove("drafts", key(form)); }
  function offer(place, text, away) {
    var line = kept.element("p", text + " ", "offer");
    var button = kept.element("button", texts.discard);
    button.type = "button";
    button.addEventListener("click", away);
    line.append(button);
    place(line);
    return line;
  }
  function take_up(form) {
    return kept.get("drafts", key(form)).then(function (draft) {
      if (!draft || form.dataset.bound !== undefined) return;
      fill(form, draft.fields, true);
      if (untouched(form)) return forget(form);
      for (var fold = form.closest("details"); fold; fold = fold.parentElement.closest("details")) fold.open = true;
      return offer(form.prepend.bind(form), texts.draft, function () { forget(form).then(function () { location.reload(); }); });
    });
  }
  // Where somebody was chosen first, the form stands at another address of this page.
  function point_to(forms) {
    var prefix = kept.person + " " + location.pathname + " ";
    return kept.ask("drafts", "readonly", function (rows) { return rows.getAllKeys(); }).then(function (keys) {
      return Promise.all(keys.filter(function (each) { return each.indexOf(prefix) === 0 && !forms.some(function (form) { return key(form) === each; }); })
        .map(function (each) { return kept.get("drafts", each).then(function (draft) { return [each, draft]; }); }));
    }).then(function (found) {
      found.filter(function (each) { return each[1] && each[1].address && each[1].address !== here; }).forEach(function (each) {
        var line = offer(document.querySelector("main .head").after.bind(document.querySelector("main .head")), "", function () {
          kept.remove("drafts", each[0]).then(function () { line.remove(); });
        });
        var way = kept.element("a", texts.draft_elsewhere);
        way.href = each[1].address;
        line.prepend(way);
      });
    });
  }

  // --- sending -----------------------------------------------------------------------------------------------------------

  function say(form, sentence, way) {
    var line = form.querySelector("[data-held-said]") || kept.element("p", "", "offer");
    line.dataset.heldSaid = "";
    line.setAttribute("role", "status");
    form.append(line);
    if (form.querySelector(".go")) form.querySelector(".go").before(line);
    line.textContent = sentence + " ";
    if (way) {
      var link = kept.element("a", texts.sign_in);
      link.href = way;
      line.append(link);
    }
    line.scrollIntoView({ block: "center" });
  }
  function go_to(answer) {
    var to = new URL(answer, location.href);
    if (to.pathname + to.search !== here) return location.assign(to);
    if (!to.hash) return location.replace(here); // what was said stands at the top: a reload would stay where the form was
    location.hash = to.hash;
    return location.reload();
  }
  function send(form, by) {
    if (navigator.onLine === false) return Promise.reject(new Error("no signal"));
    var body = new FormData(form);
    body.delete("csrfmiddlewaretoken"); // a kept page's is old; the header carries the one that holds
    if (by && by.name) body.append(by.name, by.value);
    return kept.post(form.getAttribute("action") || here, body, kept.person);
  }
  function settle(form, by, found) {
    if (found.status === 200 && found.answer) {
      return (found.refused ? Promise.resolve() : forget(form)).then(kept.stale).then(function () { go_to(found.answer); });
    }
    if (found.status === 409) return say(form, found.said[0][2]);
    if (kept.barred(found) !== null) return say(form, texts.held_sign_in, "/accounts/login/?next=" + encodeURIComponent(here));
    if (kept.not_now(found)) return say(form, texts.held_later);
    if (found.known && found.said.length) return say(form, found.said[0][2]);
    return kept.plainly(form, by && by.name ? [[by.name, by.value]] : []); // the site shows it again with what is wrong in it
  }
  function submit(event) {
    var form = event.target, by = event.submitter;
    event.preventDefault();
    form.querySelectorAll("button").forEach(function (button) { button.disabled = true; });
    keep(form).catch(function () {}).then(function () { return send(form, by); }).then(function (found) { return settle(form, by, found); }, function () {
      say(form, typed(form) ? form.dataset.without || texts.held : texts.held_nothing);
    }).then(function () { form.querySelectorAll("button").forEach(function (button) { button.disabled = false; }); });
  }

  // This person's begun pages that can be told by a title, the newest first.
  function drafts() {
    return kept.ask("drafts", "readonly", function (rows) { return rows.getAll(IDBKeyRange.bound(kept.person + " ", kept.person + " \uffff")); })
      .then(function (all) {
        return all.filter(function (draft) { return draft.address; }).sort(function (one, other) { return other.at - one.at; });
      });
  }

  Object.assign(kept, { fields: fields, fill: fill, drafts: drafts });
  var forms = Array.from(document.querySelectorAll("form[data-held]"));
  Promise.all(forms.map(take_up)).then(function () { return point_to(forms); }).catch(function () {}).then(function () {
    forms.forEach(function (form) {
      form.addEventListener("input", function () { keep(form).catch(function () {}); });
      form.addEventListener("submit", submit);
      form.dataset.ready = "";
    });
  });
})();
