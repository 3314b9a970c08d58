// The queue: what its person wrote and the site has not taken in yet. It is sent when there is signal, oldest first, under a key by
// which sending twice is harmless. Each sending names the person it was entered by: the site takes it from nobody else.
(function () {
  "use strict";
  var kept = window.kangle;
  var person = kept.person, texts = kept.texts;
  var PATIENCE = 12000; // milliseconds until a sending is taken for lost; it is sent again under the same key
  var SLOWEST = 4; // bytes a millisecond: what is large is given so much longer
  var PAUSE = 30000, LONGEST_PAUSE = 3600000; // milliseconds until what the site could not take is sent again, twice as long each time

  // --- what waits ------------------------------------------------------------------------------------------------------

  // Of this person, oldest first; what was written over stands in the place of what it replaced.
  function waiting() { return kept.ask("queue", "readonly", function (rows) { return rows.getAll(); }).then(in_turn); }
  function in_turn(all) {
    return all.filter(function (item) { return item.person === person; }).sort(function (one, other) {
      return (one.place || one.id) - (other.place || other.id) || one.id - other.id;
    });
  }
  // How many of everybody's are on this phone, and how many pages were begun and not saved.
  function unsent() {
    return Promise.all([
      kept.ask("queue", "readonly", function (rows) { return rows.getAll(); }),
      kept.ask("drafts", "readonly", function (rows) { return rows.getAllKeys(); })
    ]).then(function (both) {
      var mine = both[0].filter(function (item) { return item.person === person; }).length;
      var begun = new Set(both[1].map(function (key) { return key.replace(" photos ", " "); })); // a page and its photos are one
      return { mine: mine, others: both[0].length - mine, begun: begun.size };
    });
  }
  // An item: {path, title, fields: [[name, value]], files: [{field, blob, name}]}. It is never altered once it may be under way: who
  // writes the same page again replaces what he wrote before only if nobody has tried to send it; else both are kept, and go in turn.
  function enqueue(item) {
    var added = Object.assign({ person: person, at: Date.now(), state: "waiting", said: [] }, item);
    return kept.ask("queue", "readwrite", function (rows) {
      var all = rows.getAll();
      all.onsuccess = function () {
        all.result.forEach(function (each) {
          if (each.person !== person || each.path !== item.path || (each.tried && each.state !== "refused")) return;
          added.place = Math.min(added.place || Infinity, each.place || each.id);
          rows.delete(each.id);
        });
        rows.add(added);
      };
    }).then(tell);
  }
  function alter(id, change) {
    return kept.ask("queue", "readwrite", function (rows) {
      var found = rows.get(id);
      found.onsuccess = function () { if (found.result) rows.put(Object.assign(found.result, change)); };
    });
  }
  function body(item) {
    var form = new FormData();
    item.fields.forEach(function (pair) { form.append(pair[0], pair[1]); });
    (item.files || []).forEach(function (file) { form.append(file.field, file.blob, file.name); });
    return form;
  }
  function value(item, name) { return (item.fields.filter(function (pair) { return pair[0] === name; })[0] || [])[1]; }
  // What is to be said of an item, as [field, label, sentence]: what the site said, or what this phone makes of its silence.
  function said(item) {
    if (item.said.length || !item.why) return item.said;
    return [["", "", texts[item.why].replace("{title}", item.after || "")]];
  }

  // --- sending -----------------------------------------------------------------------------------------------------------

  // The answer of the site: {status, answer, base, said, refused, known}; status 0 is a redirect. Rejects where none came. `whose`: the
  // person it was entered by. From a form, before which somebody waits, it is `hurried`: what is large goes by the queue.
  function post(path, form, whose, hurried) {
    var giving_up = new AbortController();
    var bytes = Array.from(form.values()).reduce(function (sum, each) { return sum + (each.size || each.length); }, 0);
    var clock = setTimeout(function () { giving_up.abort(); }, PATIENCE + (hurried ? 0 : bytes / SLOWEST));
    var headers = { "X-CSRFToken": kept.token(), "X-Kangle-Queue": "1" };
    if (whose) headers["X-Kangle-Person"] = whose;
    var how = { method: "POST", body: form, credentials: "same-origin", redirect: "manual", signal: giving_up.signal, headers: headers };
    return fetch(path, how).then(function (response) {
      clearTimeout(clock);
      var json = (response.headers.get("Content-Type") || "").indexOf("json") > 0;
      return (json ? response.json() : Promise.resolve({})).then(function (found) {
        return Object.assign({ said: [] }, found, { status: response.status, known: json });
      });
    });
  }
  // Why nothing is sent until a person has seen to it: "" where he is to sign in (or to choose a password of his own), the site's
  // sentence where somebody else is signed in, "page_too_old" where the site did not know the page; null where nothing of the kind.
  function barred(found) {
    if (found.status === 401 || found.status === 0) return "";
    if (found.status === 409) return found.said.length ? found.said[0][2] : "";
    return found.status === 403 && !found.known ? "page_too_old" : null;
  }
  function not_now(found) { return found.status >= 500 || found.status === 429; }

  var sending, begun;
  function send() {
    if (!person || sending || navigator.onLine === false) return Promise.resolve();
    begun = true;
    var one = function () {
      return kept.get("meta", "person").then(function (here) { return here === person ? waiting().then(function (all) { return next(all, { later: {}, refused: {} }); }) : null; });
    };
    // One tab sends, and the next sends what that one has left: the page just left, too, may have been cut short in its sending.
    sending = (navigator.locks ? navigator.locks.request("kangle-queue", one) : one())
      .catch(function () {}).then(function () { sending = null; return tell(); });
    return sending;
  }
  // When what is under way has arrived or come back, or would be taken for lost: whoever saves a page waits no longer for what was
  // written before it. A page begins with a sending of its own; where that has failed, nothing is under way and nobody waits.
  function settled() {
    return Promise.race([sending || (begun ? null : send()), new Promise(function (resolve) { setTimeout(resolve, PATIENCE); })]);
  }
  // Send one after another. `held.later`: the households of which something must wait, and with it all that follows of theirs.
  // `held.refused`: {record: its page that came back}; what follows waits for it only where it cannot arrive without it, as the site says.
  function next(items, held) {
    var item = items.shift();
    if (!item) return Promise.resolve();
    var home = household(item);
    if (item.state === "refused" || item.again_at > Date.now() || held.later[home] || (item.state === "stuck" && behind(item, held))) {
      if (item.state === "refused") held.refused[record(item)] = held.refused[record(item)] || item;
      else if (item.again_at > Date.now()) held.later[home] = true;
      return next(items, held);
    }
    return alter(item.id, { tried: true }).then(function () { return post(item.path, body(item), item.person); }).then(function (found) {
      return settle(item, found, items, held, home);
    }).then(function () { return next(items, held); });
  }
  // The refused page that an item may be waiting for: of its own record, else of its household; undefined where there is none.
  function behind(item, held) { return held.refused[record(item)] || held.refused["/households/entry/" + household(item) + "/"]; }
  // A person does not wait for the pause to end.
  function at_once() {
    return waiting().then(function (all) { return Promise.all(all.map(function (item) { return alter(item.id, { again_at: 0 }); })); });
  }
  function household(item) { return (/^\/households\/entry\/([0-9a-f-]+)\//.exec(item.path) || [])[1] || item.path; }
  // The address of its record: what its screens have in common.
  function record(item) { return (/^\/households\/entry\/[^/]+\/(?:[a-z]+\/[^/]+\/)?/.exec(item.path) || [item.path])[0]; }
  function settle(item, found, items, held, home) {
    if (found.status === 200 && found.answer) return arrived(item, found, items);
    if (barred(found) !== null) {
      items.length = 0;
      return kept.put("meta", { at: Date.now(), why: barred(found) }, "sign-in-" + person);
    }
    if (not_now(found)) {
      held.later[home] = true;
      var tries = (item.tries || 0) + 1;
      var pause = Math.min(PAUSE * Math.pow(2, tries - 1), LONGEST_PAUSE);
      return alter(item.id, { tries: tries, again_at: Date.now() + pause, why: found.status === 429 ? "too_many" : "site_failed" });
    }
    // What belongs to something that has not arrived is not there yet; else the answer says why.
    var before = behind(item, held);
    if (found.status === 404 && before) return alter(item.id, { state: "stuck", said: [], why: "after_refused", after: before.title });
    held.refused[record(item)] = item;
    var why = { 400: "not_read", 413: "too_large" }[found.status] || "not_understood";
    return newer(item).then(function (after) {
      return after ? kept.remove("queue", item.id) : alter(item.id, { state: "refused", said: found.said, contested: found.by || {}, why: why });
    });
  }
  function newer(item) { return waiting().then(function (all) { return after_it(item, all); }); }
  function after_it(item, all) { return all.filter(function (each) { return each.path === item.path && each.id > item.id; })[0]; }
  // What arrived leaves the queue and is listed as sent at once or not at all: a page may be left at any moment.
  function arrived(item, found, items) {
    return kept.ask(["queue", "meta"], "readwrite", function (rows, meta) {
      rows.delete(item.id);
      meta.delete("sign-in-" + person);
      meta.put(true, "stale-" + person);
      var before = meta.get("sent-" + person);
      before.onsuccess = function () {
        var done = [{ title: item.title, at: Date.now(), answer: found.answer }].concat(before.result || []).slice(0, 20);
        meta.put(done, "sent-" + person);
      };
      if (found.base) follow(item, found.base, items, rows);
    }).then(function () { document.dispatchEvent(new CustomEvent("kangle:sent", { detail: item })); });
  }
  // What was written of the same page while its earlier words were under way was written over those words.
  function follow(item, base, items, rows) {
    var all = rows.getAll();
    all.onsuccess = function () {
      var after = after_it(item, in_turn(all.result));
      if (!after) return;
      after.fields = after.fields.map(function (pair) { return pair[0] === "base" ? ["base", JSON.stringify(base)] : pair; });
      items.forEach(function (each) { if (each.id === after.id) each.fields = after.fields; });
      if (!after.tried) rows.put(after);
    };
  }
  // What was saved since makes the pocket old.
  function stale() { return kept.put("meta", true, "stale-" + person); }

  // --- what is said of it ------------------------------------------------------------------------------------------------

  // The chip in the head of every page, and whoever listens.
  function tell() {
    if (!person) return Promise.resolve();
    return waiting().then(function (all) {
      document.querySelectorAll("[data-outbox]").forEach(function (chip) {
        chip.hidden = !all.length && navigator.onLine !== false;
        chip.classList.toggle("stuck", all.some(function (item) { return item.state !== "waiting"; }));
        chip.querySelector("b").textContent = all.length || "";
        chip.querySelector("span").textContent = navigator.onLine === false ? chip.dataset.without : chip.dataset.waiting;
      });
      document.dispatchEvent(new CustomEvent("kangle:queue", { detail: all }));
      return all;
    });
  }
  // What was just put away is said on the page that follows, with the way to it, and so is what becomes of it meanwhile.
  function put_away(item) {
    return enqueue(item).then(function () { sessionStorage.setItem("kangle-put-away", value(item, "sending")); });
  }
  function say_put_away() {
    var key = sessionStorage.getItem("kangle-put-away");
    sessionStorage.removeItem("kangle-put-away");
    if (!key || !person) return;
    var line, arrived;
    function is(item) { return value(item, "sending") === key; }
    document.addEventListener("kangle:sent", function (event) { arrived = arrived || is(event.detail); });
    document.addEventListener("kangle:queue", function (event) {
      var item = event.detail.filter(is)[0];
      if (!item && !arrived) return line && line.remove(); // somebody else's, written over, or sent by another window
      line = line || kept.announce("warning");
      line.className = arrived ? "success" : item.state === "waiting" ? "warning" : "error";
      line.textContent = texts[arrived ? "put_away_sent" : item.state === "waiting" ? "put_away" : "put_away_refused"] + " ";
      var way = kept.element("a", texts.open_outbox);
      way.href = document.querySelector("[data-outbox]").pathname;
      line.append(way);
    });
  }

  Object.assign(kept, { PAUSE: PAUSE, waiting: waiting, unsent: unsent, enqueue: enqueue, put_away: put_away, body: body, value: value, said: said, household: household,
    post: post, barred: barred, not_now: not_now, send: send, settled: settled, at_once: at_once, stale: stale, tell: tell });
  if (person) say_put_away();
})();
