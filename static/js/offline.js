// What a phone keeps when there is no signal: who is signed in, what the village's records are (the pocket), what was written and
// not yet sent (the queue), what is being typed (drafts). Everything belongs to one person and is shown to nobody else.
(function () {
  "use strict";
  var person = document.body.dataset.person; // undefined on pages that do not say; "" on the sign-in page
  var texts = JSON.parse((document.getElementById("offline-texts") || { textContent: "{}" }).textContent);
  var PATIENCE = 12000; // milliseconds until a sending is taken for lost; it is sent again under the same key
  var SLOWEST = 4; // bytes a millisecond: what is large is given so much longer
  var PAUSE = 30000, LONGEST_PAUSE = 3600000; // milliseconds until what the site could not take is sent again, twice as long each time
  var FRESH = 6 * 3600 * 1000; // a pocket older than this is filled again

  // --- the store -------------------------------------------------------------------------------------------------------

  var opened;
  function store() {
    opened = opened || new Promise(function (resolve, reject) {
      var opening = indexedDB.open("kangle", 1);
      opening.onupgradeneeded = function () {
        var base = opening.result;
        base.createObjectStore("meta");
        base.createObjectStore("pocket");
        base.createObjectStore("drafts");
        base.createObjectStore("queue", { keyPath: "id", autoIncrement: true });
      };
      opening.onsuccess = function () {
        opening.result.onversionchange = function () { opening.result.close(); opened = null; };
        resolve(opening.result);
      };
      opening.onerror = function () { reject(opening.error); };
    });
    return opened;
  }
  function ask(name, mode, act) {
    return store().then(function (base) {
      return new Promise(function (resolve, reject) {
        var moving = base.transaction(name, mode);
        var asking = act(moving.objectStore(name));
        moving.oncomplete = function () { resolve(asking && asking.result); };
        moving.onerror = moving.onabort = function () { reject(moving.error); };
      });
    });
  }
  function get(name, key) { return ask(name, "readonly", function (rows) { return rows.get(key); }); }
  function put(name, value, key) {
    return ask(name, "readwrite", function (rows) { return key === undefined ? rows.put(value) : rows.put(value, key); });
  }
  function remove(name, key) { return ask(name, "readwrite", function (rows) { return rows.delete(key); }); }

  function uuid() {
    if (crypto.randomUUID) return crypto.randomUUID();
    return "10000000-1000-4000-8000-100000000000".replace(/[018]/g, function (c) {
      return (c ^ (crypto.getRandomValues(new Uint8Array(1))[0] & (15 >> (c / 4)))).toString(16);
    });
  }
  function token() {
    var found = /(?:^|; )csrftoken=([^;]+)/.exec(document.cookie);
    return found ? found[1] : document.querySelector('meta[name="csrf-token"]').content;
  }

  function element(tag, text, looks) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (looks) made.className = looks;
    return made;
  }

  // --- the queue -------------------------------------------------------------------------------------------------------

  // What this person wrote and the site has not taken in yet, oldest first.
  function waiting() {
    return ask("queue", "readonly", function (rows) { return rows.getAll(); }).then(function (all) {
      return all.filter(function (item) { return item.person === person; });
    });
  }
  // How many of everybody's are on this phone.
  function unsent() {
    return ask("queue", "readonly", function (rows) { return rows.getAll(); }).then(function (all) {
      var mine = all.filter(function (item) { return item.person === person; }).length;
      return { mine: mine, others: all.length - mine };
    });
  }
  // An item: {path, title, fields: [[name, value]], files: [{field, blob, name}]}. It is never altered once it may be under way: who
  // writes the same page again replaces what he wrote before only if nobody has tried to send it; else both are kept, and go in turn.
  function enqueue(item) {
    var kept = Object.assign({ person: person, at: Date.now(), state: "waiting", said: [] }, item);
    return ask("queue", "readwrite", function (rows) {
      var all = rows.getAll();
      all.onsuccess = function () {
        all.result.forEach(function (each) {
          if (each.person === person && each.path === item.path && (!each.tried || each.state === "refused")) rows.delete(each.id);
        });
        rows.add(kept);
      };
    }).then(tell);
  }
  function alter(id, change) {
    return ask("queue", "readwrite", function (rows) {
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
  // The answer of the site: {status, answer, base, said}; status 0 is a redirect. Rejects where none came. From a form,
  // before which somebody waits, it is `hurried`: what is large goes by the queue.
  function post(path, form, hurried) {
    var giving_up = new AbortController();
    var bytes = Array.from(form.values()).reduce(function (sum, value) { return sum + (value.size || value.length); }, 0);
    var clock = setTimeout(function () { giving_up.abort(); }, PATIENCE + (hurried ? 0 : bytes / SLOWEST));
    var how = { method: "POST", body: form, credentials: "same-origin", redirect: "manual", signal: giving_up.signal,
      headers: { "X-CSRFToken": token(), "X-Kangle-Queue": "1" } };
    return fetch(path, how).then(function (response) {
      clearTimeout(clock);
      var json = (response.headers.get("Content-Type") || "").indexOf("json") > 0;
      return (json ? response.json() : Promise.resolve({})).then(function (found) {
        return { status: response.status, answer: found.answer, base: found.base, said: found.said || [], known: json };
      });
    });
  }
  var sending;
  function send() {
    if (!person || sending || navigator.onLine === false) return Promise.resolve();
    var one = function () {
      return get("meta", "person").then(function (here) { return here === person ? waiting().then(function (all) { return next(all, {}); }) : null; });
    };
    // One tab sends; the others would only send the same again.
    sending = (navigator.locks ? navigator.locks.request("kangle-queue", { ifAvailable: true }, function (lock) { return lock && one(); }) : one())
      .catch(function () {}).then(function () { sending = null; return tell(); });
    return sending;
  }
  // Send one after another. `held`: the households of which something came back or must wait; what follows of theirs waits too.
  function next(items, held) {
    var item = items.shift();
    if (!item) return Promise.resolve();
    var home = household(item);
    var later = item.again_at > Date.now();
    if (item.state === "refused" || later || (held[home] && held[home] !== "refused")) {
      held[home] = item.state === "refused" ? "refused" : "waits";
      return next(items, held);
    }
    return alter(item.id, { tried: true }).then(function () { return post(item.path, body(item)); }).then(function (found) {
      return settle(item, found, items, held, home);
    }).then(function () { return next(items, held); });
  }
  // A person does not wait for the pause to end.
  function at_once() {
    return waiting().then(function (all) { return Promise.all(all.map(function (item) { return alter(item.id, { again_at: 0 }); })); });
  }
  function household(item) { return (/^\/households\/entry\/([0-9a-f-]+)\//.exec(item.path) || [])[1] || item.path; }
  function settle(item, found, items, held, home) {
    if (found.status === 200 && found.answer) return remove("queue", item.id).then(function () { return follow(item, found, items); }).then(function () { return sent(item, found.answer); });
    // Not signed in, or asked for a password of one's own: nothing more is sent until a person has seen to it.
    if (found.status === 401 || found.status === 0 || (found.status === 403 && !found.known)) {
      items.length = 0;
      return put("meta", Date.now(), "sign-in-" + person);
    }
    if (found.status >= 500 || found.status === 429) {
      held[home] = "waits";
      var tries = (item.tries || 0) + 1;
      return alter(item.id, { tries: tries, again_at: Date.now() + Math.min(PAUSE * Math.pow(2, tries - 1), LONGEST_PAUSE) });
    }
    // What belongs to something that has not arrived is not there yet; else the answer says why.
    if (found.status === 404 && held[home]) return alter(item.id, { state: "stuck", said: found.said });
    held[home] = "refused";
    var said = found.said.length ? found.said : [["", "", texts[found.status === 413 ? "too_large" : "not_understood"]]];
    return newer(item).then(function (after) {
      return after ? remove("queue", item.id) : alter(item.id, { state: "refused", said: said });
    });
  }
  function newer(item) {
    return waiting().then(function (all) {
      return all.filter(function (each) { return each.path === item.path && each.id > item.id; })[0];
    });
  }
  // What was written of the same page while its earlier words were under way was written over those words.
  function follow(item, found, items) {
    return !found.base ? null : newer(item).then(function (after) {
      if (!after) return null;
      var fields = after.fields.map(function (pair) { return pair[0] === "base" ? ["base", JSON.stringify(found.base)] : pair; });
      items.forEach(function (each) { if (each.id === after.id) each.fields = fields; });
      return after.tried ? null : alter(after.id, { fields: fields });
    });
  }
  function sent(item, answer) {
    return remove("meta", "sign-in-" + person).then(function () { return get("meta", "sent-" + person); }).then(function (all) {
      var kept = [{ title: item.title, at: Date.now(), answer: answer }].concat(all || []).slice(0, 20);
      return put("meta", kept, "sent-" + person);
    }).then(stale).then(function () {
      document.dispatchEvent(new CustomEvent("kangle:sent", { detail: item }));
    });
  }
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

  // --- the pocket --------------------------------------------------------------------------------------------------------

  function fill(address, say) {
    return fetch(address, { credentials: "same-origin", redirect: "manual" }).then(function (response) {
      if (!response.ok) throw new Error("no pocket");
      return response.json();
    }).then(function (pocket) {
      return caches.open("pages-" + person).then(function (cache) {
        var cards = pocket.households.map(function (home) { return home.card; });
        var pages = [location.pathname, document.querySelector("[data-outbox]").pathname].concat(pocket.pages, cards);
        pages.push(document.body.dataset.offline); // in this person's language
        var done = 0;
        return pages.reduce(function (before, page) {
          return before.then(function () { return fetch(page, { credentials: "same-origin", redirect: "manual" }); })
            .then(function (response) {
              // A household may have moved away meanwhile; a session that ended, or a site that cannot answer, is another matter.
              if (!response.ok && response.status !== 404) throw new Error("not whole");
              return response.ok ? cache.put(page.split("?")[0], response) : cache.delete(page);
            })
            .then(function () { say && say(++done, pages.length); });
        }, Promise.resolve()).then(function () { return prune(cache, pages); });
      }).then(function () {
        pocket.filled_at = Date.now();
        return put("pocket", pocket, person).then(function () { return remove("meta", "stale-" + person); });
      }).then(function () { return pocket; });
    });
  }
  // Of other villages, and of households that are gone, nothing stays.
  function prune(cache, pages) {
    var wanted = pages.map(function (page) { return page.split("?")[0]; });
    return cache.keys().then(function (all) {
      return Promise.all(all.filter(function (each) { return wanted.indexOf(new URL(each.url).pathname) < 0; })
        .map(function (each) { return cache.delete(each); }));
    });
  }
  // What was saved since makes the pocket old.
  function stale() { return put("meta", true, "stale-" + person); }
  function pocket() { return person ? get("pocket", person) : Promise.resolve(null); }

  // The village's page offers what the phone carries, and fills it when it has grown old.
  function offer(place) {
    var said = place.querySelector("[data-said]");
    function show(found) {
      if (!found) return;
      var when = new Date(found.filled_at).toLocaleString(document.documentElement.lang, { dateStyle: "short", timeStyle: "short" });
      said.textContent = texts.filled.replace("{homes}", found.households.length).replace("{when}", when);
    }
    function fill_now() {
      said.textContent = texts.filling;
      return fill(place.dataset.pocket, function (done, of) { said.textContent = texts.filling + " " + done + " / " + of; })
        .then(show, function () { said.textContent = texts.not_filled; });
    }
    place.hidden = false;
    place.querySelector("button").addEventListener("click", fill_now);
    Promise.all([pocket(), get("meta", "stale-" + person)]).then(function (both) {
      var found = both[0];
      show(found);
      var here = found && place.dataset.pocket.indexOf(found.village.code) > 0;
      if (navigator.onLine !== false && (!here || both[1] || Date.now() - found.filled_at > FRESH)) fill_now();
    });
  }

  // Nothing of anybody is left on the device.
  function wipe() {
    return store().then(function (base) {
      base.close();
      opened = null;
      return new Promise(function (resolve) {
        var deleting = indexedDB.deleteDatabase("kangle");
        deleting.onsuccess = deleting.onerror = deleting.onblocked = resolve;
      });
    }).then(function () { return caches.keys(); }).then(function (names) {
      return Promise.all(names.map(function (name) { return caches.delete(name); }));
    }).then(function () { return navigator.serviceWorker.getRegistrations(); }).then(function (all) {
      return Promise.all(all.map(function (each) { return each.unregister(); }));
    });
  }

  // --- who is here -------------------------------------------------------------------------------------------------------

  // Signing out hides everything at once, whatever the browser says of the signal; the site is told as soon as it can be reached.
  // Until then the worker shows nothing but the page without signal, which tells it (finish_sign_out).
  function sign_out(form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      put("meta", null, "person").then(function () { return put("meta", form.getAttribute("action"), "signing-out"); })
        .then(finish_sign_out, function () { form.submit(); });
    });
  }
  function finish_sign_out() {
    var then = new URLSearchParams(location.search).get("then") || "";
    function go_on() { location.replace(/^\/(?!\/)/.test(then) ? then : "/accounts/login/"); }
    return get("meta", "signing-out").then(function (address) {
      if (!address) return then && person === undefined ? go_on() : null; // another page was quicker
      document.querySelectorAll("[data-signing-out]").forEach(function (each) { each.hidden = false; });
      return post(address, new FormData()).then(function (found) {
        if (found.status >= 400 && found.status !== 401) throw new Error("not signed out");
        return remove("meta", "signing-out").then(go_on);
      }).catch(function () {
        if (document.body.dataset.offline) location.replace(document.body.dataset.offline); // else this is that page
      });
    });
  }
  function arrive() {
    // The sign-in page, as the site shows it to nobody it knows, says that the session is over.
    if (person === "") return put("meta", null, "person").then(function () { return remove("meta", "signing-out"); });
    return get("meta", "signing-out").then(function (still) {
      return still || person === undefined ? finish_sign_out() : put("meta", person, "person");
    });
  }

  // A kept page offers the same key twice: what is begun from it gets one of its own.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-new-key]");
    if (link) link.pathname = link.pathname.replace(/[0-9a-f-]{36}/, uuid());
  });

  window.kangle = { person: person, texts: texts, element: element, get: get, put: put, remove: remove, uuid: uuid, waiting: waiting, enqueue: enqueue,
    unsent: unsent, at_once: at_once, post: post, body: body, send: send, pocket: pocket, stale: stale, wipe: wipe, tell: tell };
  if (!("serviceWorker" in navigator) || !window.indexedDB) return; // without HTTPS a browser keeps nothing
  if (person && document.body.dataset.worker) navigator.serviceWorker.register(document.body.dataset.worker);
  arrive().then(tell).then(send);
  window.addEventListener("online", function () { finish_sign_out().then(tell).then(send); });
  window.addEventListener("offline", tell);
  setInterval(function () { finish_sign_out().then(send); }, PAUSE);
  if (person) {
    document.querySelectorAll(".person form").forEach(sign_out);
    document.querySelectorAll("[data-pocket]").forEach(offer);
  }
})();
