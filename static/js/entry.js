// The entry form on a phone: what is typed survives a lost signal and a closed browser; without signal it goes into the queue.
(function () {
  "use strict";
  var kept = window.kangle;
  var form = document.querySelector("form[data-queue]");
  var PLACE = /^\/households\/entry\/([0-9a-f-]+)\/(?:(members|years|visits|measures|pairings)\/([0-9a-f-]+)\/)?(?:([a-z]+)\/)?$/;
  var place = PLACE.exec(location.pathname) || [];
  var HEAD = "01"; // the relation of a household's head, in the national code
  var unborn; // of a record that neither the site nor the pocket knows: {names, home: whether its household is none either}

  // --- what stands in a form ---------------------------------------------------------------------------------------------

  function set(name, value) {
    var controls = form.querySelectorAll('[name="' + name + '"]');
    if (controls.length && controls[0].type === "radio") {
      controls.forEach(function (each) { each.checked = each.value === String(value); });
    } else if (controls.length) controls[0].value = value;
  }
  function note(text, action, act) {
    var line = kept.element("p", text + " ", "offer");
    if (action) {
      var button = kept.element("button", action);
      button.type = "button";
      button.addEventListener("click", act);
      line.append(button);
    }
    form.prepend(line);
    return line;
  }
  function say(said) {
    said.forEach(function (each) {
      var at = document.getElementById("said-" + each[0]) || document.getElementById("field-" + each[0]);
      var list = kept.element("ul", "", "errorlist");
      list.append(kept.element("li", each[2]));
      at ? at.append(list) : note(each[2]);
    });
  }
  // After a refused save the first fault is in sight.
  function show_fault() {
    var fault = document.querySelector(".screen .errorlist");
    var at = fault && fault.closest(".field");
    if (!at) return;
    at.scrollIntoView({ block: "center" });
    var control = at.querySelector("input:not([type=hidden]), select, textarea");
    if (control) control.focus({ preventScroll: true });
  }

  // --- a screen without a record, filled from the pocket -----------------------------------------------------------------

  function is(key) { return function (each) { return String(each.key) === key || each.phone_key === key; }; }
  function record(pocket) {
    var home = pocket && pocket.households.filter(is(place[1]))[0];
    if (!home || !place[2]) return { home: home, record: home };
    if (place[2] === "members") return { home: home, record: home.members.filter(is(place[3]))[0] };
    if (place[2] !== "years") return { home: home }; // a visit, a measure: only new ones are written without signal
    return { home: home, record: home.year_records.filter(function (each) { return String(each.year) === place[3]; })[0] };
  }
  // Whether the address names what the site has and this phone does not carry: a blank screen of it would look like an empty record.
  function lacks(found) {
    var known = /^\d+$/;
    return (known.test(place[1]) && !found.home) || (place[2] === "members" && known.test(place[3]) && !found.record);
  }
  function shown(name, value) {
    if (typeof value === "boolean") return value ? "True" : "False";
    return name.slice(-4) === "_fen" ? String(value / 100) : value;
  }
  // The name that somebody was given on this phone's own 这是谁: a new member by his key, without one the head of a new household;
  // "" where nobody was. It is read from what waits and what was begun.
  function typed_name(home, member) {
    return Promise.all([kept.waiting(), kept.drafts()]).then(function (both) {
      return both[0].concat(both[1]).filter(function (item) {
        var found = /^\/households\/entry\/([^/]+)\/members\/([^/]+)\/who\//.exec(item.path || item.address);
        return found && found[1] === home && (member ? found[2] === member : kept.value(item, "relation") === HEAD);
      }).map(function (item) { return kept.value(item, "name"); }).filter(Boolean)[0] || "";
    });
  }
  // Whose page this is, as far as this phone knows: [household, member or year].
  function whose(found) {
    var own = place[2] === "years" ? place[3] : found.record && found.record !== found.home ? found.record.name : "";
    return Promise.all([
      found.home ? found.home.name : typed_name(place[1]),
      own || place[2] !== "members" ? own : typed_name(place[1], place[3])
    ]).then(function (names) { return [names[0] || kept.texts.new_home, names[1] || (place[2] === "members" ? kept.texts.new_member : "")]; });
  }
  function headed(names) { return Array.from(new Set(names.filter(Boolean))).join(" · "); }
  function carry(pocket, names) {
    var found = record(pocket);
    document.querySelector("h1").textContent = headed(names);
    if (!found.record) unborn = { names: names, home: !found.home };
    set("sending", kept.uuid());
    var fresh = !found.record || found.record.left.indexOf(place[4]) >= 0;
    if (fresh) presume(found.home);
    var last = last_year(found.home);
    if (last) kept.show_last(form, last, shown, fresh);
    if (!found.record || !found.record.explain) form.querySelectorAll(".why").forEach(function (why) { why.remove(); });
    if (!found.record) return;
    var values = found.record.screens[place[4]] || {}; // a screen of photos has no fields
    var base = {};
    var untouched = [];
    Object.keys(values).forEach(function (field) {
      if (pocket.kept.indexOf(field) < 0) {
        base[field] = values[field];
        if (!fresh) set(field, shown(field, values[field]));
        return;
      }
      base[field] = found.record.prints[field];
      var control = form.querySelector('[name="' + field + '"]');
      if (values[field] && control) {
        control.placeholder = kept.texts.stands.replace("{value}", values[field]);
        untouched.push(field);
      }
    });
    set("base", JSON.stringify(base));
    form.dataset.untouched = untouched.join();
  }

  // What the site would presume of a new record: its day is today, or the last of the county's last year; the rest follows from
  // the household.
  function presume(home) {
    var today = kept.day(Date.now());
    var last = place[2] === "years" && place[3] + "-12-31";
    [["today", last], ["inHand", form.dataset.ends]].forEach(function (days) {
      (form.dataset[days[0]] || "").split(" ").filter(Boolean).forEach(function (name) { set(name, days[1] && days[1] < today ? days[1] : today); });
    });
    var told = (home && home.presumed && home.presumed[place[2]]) || {};
    Object.keys(told).forEach(function (name) { set(name, told[name]); });
  }

  // The household's yearly record before the one at hand, as this screen shows it; none on other screens and in its first year.
  function last_year(home) {
    var before = (place[2] === "years" && home ? home.year_records : []).filter(function (each) { return each.year < Number(place[3]); });
    var last = before.sort(function (one, other) { return other.year - one.year; })[0];
    if (!last || !last.screens[place[4]] || (last.left || []).indexOf(place[4]) >= 0) return null; // nobody was asked then
    var values = Object.assign({}, last.screens[place[4]]);
    delete values.recorded_on; // when this year's was recorded is another matter
    return { year: last.year, values: values };
  }
  // The site's own page offers them by an address of its own, which would lose what has been typed: filled in on the spot instead.
  function take_last(event) {
    var offer = event.target.closest("[data-last]");
    if (!offer) return;
    event.preventDefault();
    var last = JSON.parse(offer.dataset.last);
    kept.fill_last(form, last, shown, set);
    offer.replaceWith(kept.element("b", kept.texts.took_last.replace("{year}", last.year)));
  }

  // Without signal nobody else can say that a number is mistyped; birthday and sex are told by it all the same.
  function tell_by_number() {
    var number = form.querySelector("[name=identity_number]");
    if (!number) return;
    number.addEventListener("change", function () {
      var found = window.kangle.identity(number.value, form.querySelector("[name=document]").value);
      document.getElementById("said-identity_number").replaceChildren();
      if (found.fault && number.value) return say([["identity_number", "", kept.texts[found.fault]]]);
      ["born_on", "sex"].forEach(function (name) {
        if (found[name] && !form.querySelector('[name="' + name + '"]').value) set(name, found[name]);
      });
    });
  }

  // --- sending -----------------------------------------------------------------------------------------------------------

  function beside(go) {
    var code = { next: form.dataset.next, back: form.dataset.back }[go];
    if (code) return "../" + code + "/" + location.search;
    // As the site would: to the card, from a visit and whatever else hangs on the household.
    if (/^\d+$/.test(place[1]) && (go === "card" || /^(visits|measures|pairings)$/.test(place[2] || ""))) return "/households/" + place[1] + "/";
    return form.dataset.then || "/households/entry/" + place[1] + "/";
  }
  function leave(item, go, untouched) {
    var blank = kept.blanks(form, shown, untouched);
    if (blank.length) return Promise.resolve(say_here(blank));
    return kept.put_away(item).then(forget_draft).then(function () { location.href = beside(go); });
  }
  // Whose page, and which: a new member is named as he is typed here.
  function title() {
    var step = document.querySelector("[aria-current=step]") || form.querySelector("h2"); // a visit has one screen
    var whole = document.querySelector("h1").textContent.trim(), part = step.textContent.trim();
    var name = place[4] === "who" && place[3].indexOf("-") > 0 ? kept.plain(typed("name")) : "";
    if (!name) return headed(whole.split(" · ").concat(part));
    if (unborn) return headed([unborn.home && typed("relation") === HEAD ? name : unborn.names[0], name, part]);
    return headed([whole, whole.indexOf(name) < 0 ? name : "", part]);
  }
  function typed(name) { return (form.querySelector('[name="' + name + '"]') || {}).value; }
  function submit(event) {
    event.preventDefault();
    var go = event.submitter ? event.submitter.value : "next";
    form.querySelectorAll("button").forEach(function (button) { button.disabled = true; });
    return (kept.photos ? kept.photos.settled() : Promise.resolve()).then(function () { return send_or_keep(go); });
  }
  function send_or_keep(go) {
    set("sending", kept.uuid()); // other words, another sending: what was restored may have been sent before
    var pairs = kept.fields(form).concat([["go", go]], kept.photos ? kept.photos.fields() : []);
    var untouched = (form.dataset.untouched || "").split(",").filter(function (name) {
      return name && !form.querySelector('[name="' + name + '"]').value;
    });
    if (untouched.length) pairs.push(["untouched", untouched.join()]);
    var item = { path: location.pathname + location.search, title: title(), fields: pairs, files: kept.photos ? kept.photos.files() : [] };
    var earlier;
    return kept.settled().then(kept.waiting).then(function (all) {
      earlier = all.filter(function (each) { return kept.household(each) === kept.household(item) && !mine(each); });
      // What is written later waits behind what is written earlier.
      if (navigator.onLine === false || all.some(function (each) { return each.state === "waiting"; })) throw new Error("queue");
      return kept.post(item.path, kept.body(item), kept.person, true);
    }).then(function (found) {
      if (found.status === 200 && found.answer) return forget_draft().then(forget).then(kept.stale).then(function () { location.href = found.answer; });
      var not_there = found.status === 404 && earlier.length; // it belongs to something that has not arrived
      if (kept.barred(found) !== null || kept.not_now(found) || not_there) return leave(item, go, untouched);
      if (item.files.length && found.said.some(function (each) { return each[0].indexOf("photo") === 0; })) return say_here(found.said);
      return plainly(go, pairs);
    }, function () { return leave(item, go, untouched).then(kept.send); }).catch(function () {
      note(kept.texts.not_kept); // the phone is full
      form.querySelectorAll("button").forEach(function (button) { button.disabled = false; });
      form.firstElementChild.scrollIntoView({ block: "center" });
    });
  }
  // What was refused before it left the phone, and a photo that the site refused, is still here: the form stays as it is, with what
  // is wrong beside it.
  function say_here(said) {
    form.querySelectorAll(".said").forEach(function (each) { each.replaceChildren(); });
    form.querySelectorAll(".field > .errorlist, .offer.not-saved").forEach(function (each) { each.remove(); });
    var line = note(kept.texts.not_saved);
    line.classList.add("not-saved");
    line.setAttribute("role", "alert");
    say(said);
    form.querySelectorAll("button").forEach(function (button) { button.disabled = false; });
    show_fault();
  }
  // The site shows the form again with what is wrong in it; what waited under this address is replaced by what stands here.
  function plainly(go, pairs) {
    return keep_draft().catch(function () {}).then(forget).then(function () {
      kept.plainly(form, pairs.filter(function (pair) { return pair[0] === "go" || pair[0] === "untouched"; }));
    });
  }
  function forget() {
    return kept.waiting().then(function (all) {
      return Promise.all(all.filter(mine).map(function (item) { return kept.remove("queue", item.id); }));
    });
  }
  function mine(item) { return item.path.split("?")[0] === location.pathname; }

  // --- drafts ------------------------------------------------------------------------------------------------------------

  function draft_key() { return kept.person + " " + location.pathname; }
  function forget_draft() {
    return kept.remove("drafts", draft_key()).then(function () { return kept.photos && kept.photos.forget(); });
  }
  function keep_draft() {
    var draft = { fields: kept.fields(form), at: Date.now(), address: location.pathname + location.search, title: title() };
    return kept.put("drafts", draft, draft_key());
  }
  // What the page shows of fields that two have changed, before the words that came back are put over it: {name: [value, words]}.
  function standing(names) {
    var found = {};
    if (form.dataset.blank === undefined) names.forEach(function (name) {
      var all = Array.from(form.querySelectorAll('[name="' + name + '"]'));
      if (!all.length) return;
      var chosen = all[0].type === "radio" ? all.filter(function (each) { return each.checked; })[0] : all[0];
      if (!chosen) return void (found[name] = "—");
      found[name] = (chosen.options ? (chosen.selectedOptions[0] || {}).text : chosen.type === "radio" ? chosen.closest("label").textContent.trim() : chosen.value) || "—";
    });
    return found;
  }
  // Both values at once, as the site shows them after a save: which of the two holds is chosen here and sent with what is known now.
  function contest(theirs, by) {
    var names = Object.keys(theirs);
    if (!names.length) return;
    set("seen", form.dataset.stored);
    names.forEach(function (name) {
      var box = kept.element("fieldset", "", "contest");
      box.append(kept.element("legend", kept.texts.contest.replace("{who}", by[name] || kept.texts.somebody).replace("{value}", theirs[name])));
      ["mine", "theirs"].forEach(function (whose) {
        var label = kept.element("label"), radio = kept.element("input");
        radio.type = "radio";
        radio.name = "take_" + name;
        radio.value = whose;
        label.append(radio, " " + kept.texts["contest_" + whose]);
        box.append(label);
      });
      document.getElementById("field-" + name).append(box);
    });
  }
  // Without signal the site cannot reckon what is typed here: its sums are said to be of before.
  function sums_of_before() {
    var sums = document.getElementById("derived");
    if (!sums || form.dataset.blank !== undefined || !sums.children.length || sums.querySelector(".of-before")) return;
    sums.append(kept.element("p", kept.texts.sums_before, "note of-before"));
  }

  // The site's sums are those of what it has, not of what is restored; they come back with the next thing typed.
  function hide_sums() {
    var sums = document.getElementById("derived");
    if (sums && form.dataset.blank === undefined) sums.replaceChildren();
  }
  function take_up() {
    form.dataset.stored = (form.elements.base || {}).value || "";
    if (form.dataset.bound !== undefined) return Promise.resolve();
    return kept.waiting().then(function (all) {
      var item = all.filter(mine).pop(); // the newest: an earlier one may be under way
      if (item) {
        var theirs = standing(Object.keys(item.contested || {}));
        kept.fill(form, item.fields);
        contest(theirs, item.contested);
        hide_sums();
        note(item.state === "waiting" ? kept.texts.waits : kept.texts.refused);
        return say(kept.said(item));
      }
      return kept.get("drafts", draft_key()).then(function (draft) {
        if (!draft) return;
        kept.fill(form, draft.fields);
        hide_sums();
        note(kept.texts.draft, kept.texts.discard, function () {
          forget_draft().then(function () { location.reload(); });
        });
      });
    });
  }

  window.addEventListener("pageshow", function (event) {
    if (event.persisted && form) form.querySelectorAll("button").forEach(function (button) { button.disabled = false; });
  });
  show_fault();
  if (!kept || !kept.person || !window.indexedDB || !form) return;
  kept.pocket().then(function (pocket) {
    if (form.dataset.blank === undefined) return take_up();
    if (lacks(record(pocket))) {
      form.replaceWith(kept.element("p", kept.texts.not_here, "empty"));
      throw new Error("not on this phone");
    }
    return whose(record(pocket)).then(function (names) {
      carry(pocket, names);
      tell_by_number();
      return take_up();
    }).then(function () { return kept.derive && kept.derive(form, record(pocket)); });
  }).then(function () {
    form.addEventListener("input", keep_draft);
    form.addEventListener("input", function () { if (navigator.onLine === false) sums_of_before(); });
    ["htmx:sendError", "htmx:timeout"].forEach(function (each) { document.body.addEventListener(each, sums_of_before); });
    form.addEventListener("submit", submit);
    form.addEventListener("click", take_last);
    form.dataset.ready = "";
    document.dispatchEvent(new Event("kangle:taken-up"));
  }, function () {}); // nothing to fill in
})();
