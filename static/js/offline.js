// Who is here, and what of the village the phone carries (the pocket). What is being typed (drafts) and what was written and not sent
// (the queue) is kept by queue.js and held.js beside it.
(function () {
  "use strict";
  var kept = window.kangle;
  var person = kept.person, texts = kept.texts;
  var FRESH = 6 * 3600 * 1000; // a pocket older than this is filled again

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
        return kept.put("pocket", pocket, person).then(function () { return kept.remove("meta", "stale-" + person); });
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
  function pocket() { return person ? kept.get("pocket", person) : Promise.resolve(null); }

  // The village's page offers what the phone carries, and fills it when it has grown old.
  function offer(place) {
    var said = place.querySelector("[data-said]");
    function show(found) {
      if (!found) return;
      said.textContent = texts.filled.replace("{homes}", found.households.length).replace("{when}", kept.moment(found.filled_at));
    }
    function fill_now() {
      said.textContent = texts.filling;
      return fill(place.dataset.pocket, function (done, of) { said.textContent = texts.filling + " " + done + " / " + of; })
        .then(show, function () { said.textContent = texts.not_filled; });
    }
    place.hidden = false;
    place.querySelector("button").addEventListener("click", fill_now);
    Promise.all([pocket(), kept.get("meta", "stale-" + person)]).then(function (both) {
      var found = both[0];
      show(found);
      var here = found && place.dataset.pocket.indexOf(found.village.code) > 0;
      if (navigator.onLine !== false && (!here || both[1] || Date.now() - found.filled_at > FRESH)) fill_now();
    });
  }

  // --- who is here -------------------------------------------------------------------------------------------------------

  // Signing out hides everything at once, whatever the browser says of the signal; the site is told as soon as it can be reached.
  // Until then the worker shows nothing but the page without signal, which tells it (finish_sign_out).
  function sign_out(form) {
    form.addEventListener("submit", function (event) {
      event.preventDefault();
      kept.put("meta", null, "person").then(function () { return kept.put("meta", form.getAttribute("action"), "signing-out"); }).then(function () { tell_windows(""); })
        .then(finish_sign_out, function () { form.submit(); });
    });
  }
  function finish_sign_out() {
    var then = new URLSearchParams(location.search).get("then") || "";
    function go_on() { location.replace(/^\/(?!\/)/.test(then) ? then : "/accounts/login/"); }
    return kept.get("meta", "signing-out").then(function (address) {
      if (!address) return then && person === undefined ? go_on() : null; // another page was quicker
      document.querySelectorAll("[data-signing-out]").forEach(function (each) { each.hidden = false; });
      return kept.post(address, new FormData()).then(function (found) {
        if (found.status >= 400 && found.status !== 401) throw new Error("not signed out");
        return kept.remove("meta", "signing-out").then(go_on);
      }).catch(function () {
        if (document.body.dataset.offline) location.replace(document.body.dataset.offline); // else this is that page
      });
    });
  }
  function arrive() {
    // The sign-in page, as the site shows it to nobody it knows, says that the session is over.
    if (person === "") {
      kept.unsent().then(function (left) {
        document.querySelectorAll("[data-unsent]").forEach(function (each) { each.hidden = !left.others; });
      });
      return kept.put("meta", null, "person").then(function () { return kept.remove("meta", "signing-out"); }).then(function () { tell_windows(""); });
    }
    return kept.get("meta", "signing-out").then(function (still) {
      if (still || person === undefined) return finish_sign_out();
      return kept.put("meta", person, "person").then(function () { tell_windows(person); });
    });
  }
  // The page without signal leads nowhere for whoever has signed out.
  function offer_what_is_here() {
    return Promise.all([kept.get("meta", "person"), kept.get("meta", "signing-out")]).then(function (both) {
      document.querySelectorAll("[data-here]").forEach(function (each) { each.hidden = !both[0] || Boolean(both[1]); });
    });
  }

  // --- other windows -----------------------------------------------------------------------------------------------------

  var windows = window.BroadcastChannel && new BroadcastChannel("kangle-person");
  function tell_windows(who) { if (windows) windows.postMessage(who); }
  // What another window shows of somebody who is here no longer is taken away; what was typed in it is kept as a draft.
  function blank() {
    document.body.replaceChildren();
    location.replace(document.body.dataset.offline + "?then=/");
  }
  if (windows && person) windows.onmessage = function (event) { if (event.data !== person) blank(); };
  window.addEventListener("pageshow", function (event) {
    if (event.persisted && person) kept.get("meta", "person").then(function (here) { if (here !== person) blank(); });
  });

  // A kept page offers the same key twice: what is begun from it gets one of its own.
  document.addEventListener("click", function (event) {
    var link = event.target.closest("a[data-new-key]");
    if (link) link.pathname = link.pathname.replace(/[0-9a-f-]{36}/, kept.uuid());
  });

  Object.assign(kept, { pocket: pocket });
  if (!("serviceWorker" in navigator) || !window.indexedDB) return; // without HTTPS a browser keeps nothing
  if (person && document.body.dataset.worker) navigator.serviceWorker.register(document.body.dataset.worker);
  arrive().then(offer_what_is_here).then(kept.tell).then(kept.send);
  window.addEventListener("online", function () { finish_sign_out().then(kept.tell).then(kept.send); });
  window.addEventListener("offline", kept.tell);
  setInterval(function () { finish_sign_out().then(kept.send); }, kept.PAUSE);
  if (person) {
    document.querySelectorAll(".person form").forEach(sign_out);
    document.querySelectorAll("[data-pocket]").forEach(offer);
  }
})();
