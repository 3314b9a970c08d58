// What a phone keeps when there is no signal: who is signed in, what the village's records are (the pocket), what was written and
// not yet sent (the queue), what is being typed (drafts). Everything belongs to one person and is shown to nobody else.
(function () {
  "use strict";
  var person = document.body.dataset.person; // undefined on pages that do not say; "" on the sign-in page
  var texts = JSON.parse((document.getElementById("offline-texts") || { textContent: "{}" }).textContent);
  var PATIENCE = 12000; // milliseconds until a sending is taken for lost; it is sent again under the same key
  var SLOWEST = 4; // bytes a millisecond: photos are given so much longer, from the queue, where nobody waits before a form
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
  // One item for each address: who writes the same page again replaces what he wrote before.
  function enqueue(item) {
    return waiting().then(function (all) {
      var before = all.filter(function (each) { return each.path === item.path && !item.anew; })[0];
      var kept = Object.assign({ person: person, at: Date.now(), state: "waiting", said: [] }, item);
      if (before) kept.id = before.id;
      return put("queue", kept);
    }).then(tell);
  }
  function body(item) {
    var form = new FormData();
    item.fields.forEach(function (pair) { form.append(pair[0], pair[1]); });
    (item.files || []).forEach(function (file) { form.append(file.field, file.blob, file.name); });
    return form;
  }
  // The answer of the site: {status, answer, said}. Rejects where none came.
  function post(path, form, longer) {
    var giving_up = new AbortController();
    var clock = setTimeout(function () { giving_up.abort(); }, PATIENCE + (longer || 0));
    var how = { method: "POST", body: form, credentials: "same-origin", redirect: "manual", signal: giving_up.signal,
      headers: { "X-CSRFToken": token(), "X-Kangle-Queue": "1" } };
    return fetch(path, how).then(function (response) {
      clearTimeout(clock);
      var json = (response.headers.get("Content-Type") || "").indexOf("json") > 0;
      if (response.status >= 500) throw new Error("the site cannot answer now");
      return (json ? response.json() : Promise.resolve({})).then(function (found) {
        return { status: response.status, answer: found.answer, said: found.said || [] };
      });
    });
  }
  var sending;
  function send() {
    if (!person || sending || navigator.onLine === false) return Promise.resolve();
    var one = function () { return waiting().then(function (all) { return next(all.filter(function (item) { return item.state !== "refused"; })); }); };
    // One tab sends; the others would only send the same again.
    sending = (navigator.locks ? navigator.locks.request("kangle-queue", { ifAvailable: true }, function (lock) { return lock && one(); }) : one())
      .catch(function () {}).then(function () { sending = null; return tell(); });
    return sending;
  }
  function next(items) {
    var item = items.shift();
    if (!item) return Promise.resolve();
    var bytes = (item.files || []).reduce(function (sum, file) { return sum + file.blob.size; }, 0);
    return post(item.path, body(item), bytes / SLOWEST).then(function (found) {
      if (found.status === 200 && found.answer) return remove("queue", item.id).then(function () { return sent(item, found.answer); });
      if (found.status === 401) return put("meta", Date.now(), "sign-in-" + person).then(function () { items.length = 0; });
      item.state = found.status === 404 || found.status === 403 ? "stuck" : "refused";
      item.said = found.said;
      return put("queue", item);
    }).then(function () { return next(items); });
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
        var done = 0;
        return pages.reduce(function (before, page) {
          return before.then(function () { return fetch(page, { credentials: "same-origin", redirect: "manual" }); })
            .then(function (response) { return response.ok && cache.put(page.split("?")[0], response); })
            .then(function () { say && say(++done, pages.length); });
        }, Promise.resolve());
      }).then(function () {
        pocket.filled_at = Date.now();
        return put("pocket", pocket, person).then(function () { return remove("meta", "stale-" + person); });
      }).then(function () { return pocket; });
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

  // Signing out without signal: the pages are hidden at once, and the site is told as soon as it can be reached.
  function sign_out(form) {
    form.addEventListener("submit", function (event) {
      if (navigator.onLine !== false) return;
      event.preventDefault();
      put("meta", null, "person").then(function () { return put("meta", true, "signing-out"); })
        .then(function () { location.href = document.body.dataset.offline; });
    });
  }
  function arrive() {
    if (person === undefined) return Promise.resolve();
    return get("meta", "signing-out").then(function (still) {
      var form = document.querySelector(".person form");
      if (still && person && form && navigator.onLine !== false) {
        return remove("meta", "signing-out").then(function () { form.submit(); });
      }
      return put("meta", person || null, "person").then(function () { return remove("meta", "signing-out"); });
    });
  }

  // A kept page offers the same key twice: what is begun from it gets one of its own.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-new-key]");
    if (link) link.pathname = link.pathname.replace(/[0-9a-f-]{36}/, uuid());
  });

  window.kangle = { person: person, texts: texts, element: element, get: get, put: put, remove: remove, uuid: uuid, waiting: waiting, enqueue: enqueue,
    post: post, body: body, send: send, pocket: pocket, stale: stale, wipe: wipe, tell: tell };
  if (!("serviceWorker" in navigator) || !window.indexedDB) return; // without HTTPS a browser keeps nothing
  if (person && document.body.dataset.worker) navigator.serviceWorker.register(document.body.dataset.worker);
  arrive().then(tell).then(send);
  window.addEventListener("online", function () { tell().then(send); });
  window.addEventListener("offline", tell);
  setInterval(send, 30000);
  if (person) {
    document.querySelectorAll(".person form").forEach(sign_out);
    document.querySelectorAll("[data-pocket]").forEach(offer);
  }
})();
