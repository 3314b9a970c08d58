// Keeps on the phone what is needed without signal: the look of the pages, and for the person signed in the pages of the village.
// Pages with full identity, telephone or account numbers are never kept (households/entry/pocket.py says what is carried instead).
"use strict";
const SHELL = [{% for file in shell %}"{{ file|escapejs }}", {% endfor %}"{{ offline|escapejs }}"];
const LOOK = "look-" + SHELL.join().split("").reduce((sum, c) => (sum * 31 + c.charCodeAt(0)) >>> 0, 7);
const PATIENCE = 8000; // milliseconds to wait for a weak signal where the page is on the phone
const OUTBOX = "{{ outbox|escapejs }}";
const OFFLINE = "{{ offline|escapejs }}";
const VILLAGE = /^\/tasks\/[0-9A-Z]+\/$/;
const CARD = /^\/households\/[0-9]+\/$/;
const ENTRY = /^\/households\/entry\/([0-9a-f-]+)\/(?:(members|years|visits|measures|pairings)\/[0-9a-f-]+\/)?(?:([a-z]+)\/)?$/;

self.addEventListener("install", (event) => {
  self.skipWaiting();
  event.waitUntil(caches.open(LOOK).then((cache) => cache.addAll(SHELL)));
});
self.addEventListener("activate", (event) => {
  // The edition before stays as well: the pages kept on the phone were made with it.
  const old = (names) => names.filter((name) => name.startsWith("look-") && name !== LOOK).slice(0, -1);
  event.waitUntil(
    caches.keys().then((names) => Promise.all(old(names).map((name) => caches.delete(name)))).then(() => self.clients.claim())
  );
});
self.addEventListener("fetch", (event) => {
  const url = new URL(event.request.url);
  if (url.origin !== self.location.origin) return;
  if (event.request.method !== "GET") {
    if (event.request.mode === "navigate") event.respondWith(fetch(event.request).catch(() => unanswered(event.request)));
    return;
  }
  if (url.pathname.startsWith("/static/")) event.respondWith(look(event.request));
  else if (event.request.mode === "navigate") event.respondWith(page(event.request, url));
});

// A form that is sent where no signal is ends on the page that says so, not on the browser's own. Whoever goes back to a page that
// was the answer to a form asks for what is kept of it, and nothing is: he gets the form's page anew, and nothing is sent twice.
async function unanswered(request) {
  const back = request.cache === "only-if-cached" || request.isHistoryNavigation;
  const anew = back && (await fetch(request.url, { credentials: "same-origin", redirect: "manual" }).catch(() => null));
  return anew || Response.redirect(OFFLINE, 303);
}

async function look(request) {
  return (await caches.match(request)) || fetch(request);
}

async function page(request, url) {
  // Who signed out without signal is signed in to the site still: before anything else is shown, it is told (offline.js).
  if (url.pathname !== OFFLINE && (await meta("signing-out"))) return Response.redirect(OFFLINE + "?then=" + encodeURIComponent(url.pathname + url.search));
  const asked = fetch(request);
  asked.catch(() => {});
  const kept = stored(url);
  try {
    const answer = await Promise.race([asked, kept.then((found) => (found ? late() : new Promise(() => {})))]);
    if (answer.ok && !answer.redirected && !url.search && carried(url.pathname)) await keep(url, answer.clone());
    return answer;
  } catch (none) {
    return (await kept) || (await without());
  }
}

// The page that says there is no signal, in the language of whoever is signed in.
async function without() {
  const who = await meta("person");
  return (who && (await (await caches.open("pages-" + who)).match(OFFLINE))) || caches.match(OFFLINE);
}

function carried(path) {
  return path === OUTBOX || VILLAGE.test(path) || CARD.test(path);
}

function late() {
  return new Promise((_, give_up) => setTimeout(() => give_up(new Error("late")), PATIENCE));
}

async function keep(url, answer) {
  const who = await meta("person");
  if (who) await (await caches.open("pages-" + who)).put(url.pathname, answer);
}

// The page as the phone carries it for whoever is signed in; nothing for somebody who signed out.
async function stored(url) {
  const who = await meta("person");
  if (!who) return undefined;
  const cache = await caches.open("pages-" + who);
  const found = await cache.match(url.pathname);
  if (found) return found;
  const village = (await cache.keys()).map((request) => new URL(request.url).pathname).find((path) => VILLAGE.test(path));
  if (url.pathname === "/households/new/") {
    const code = url.searchParams.get("village") || (village && village.split("/")[2]);
    return Response.redirect("/households/entry/" + self.crypto.randomUUID() + "/cause/" + (code ? "?village=" + code : ""));
  }
  if (url.pathname === "/" || url.pathname === "/tasks/") return village && Response.redirect(village);
  const entry = ENTRY.exec(url.pathname);
  if (!entry) return undefined;
  const part = entry[2] ? entry[2].slice(0, -1) : "household";
  return cache.match(entry[3] ? "/households/entry/blank/" + part + "/" + entry[3] + "/" : "/households/entry/blank/");
}

function meta(name) {
  return new Promise((tell) => {
    const opening = indexedDB.open("kangle");
    opening.onerror = () => tell(null);
    // The pages make the stores; a worker that comes first finds nobody signed in.
    opening.onupgradeneeded = () => opening.transaction.abort();
    opening.onsuccess = () => {
      const base = opening.result;
      const asking = base.transaction("meta").objectStore("meta").get(name);
      asking.onsuccess = () => (base.close(), tell(asking.result || null));
      asking.onerror = () => (base.close(), tell(null));
    };
  });
}
