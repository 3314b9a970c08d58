// The phone's store and the few tools its scripts share. Everything in it belongs to one person and is shown to nobody else.
(function () {
  "use strict";
  var person = document.body.dataset.person; // undefined on pages that do not say; "" on the sign-in page
  var texts = JSON.parse((document.getElementById("offline-texts") || { textContent: "{}" }).textContent);

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
  // One transaction over a store, or over several at once: `act` is given them in turn.
  function ask(names, mode, act) {
    return store().then(function (base) {
      return new Promise(function (resolve, reject) {
        var moving = base.transaction(names, mode);
        var asking = act.apply(null, [].concat(names).map(function (name) { return moving.objectStore(name); }));
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

  // What was typed, as the site reads it.
  function plain(value) { return String(value === undefined || value === null ? "" : value).normalize("NFKC").trim(); }
  // A number as people type it ("9,642 元" in an amount), as the site reads it (kangle/common/numerals.py); other words stay as they were typed.
  function number(control) {
    var about = control.dataset || {}, unit = about.unit || "", digits = about.digits === undefined ? 2 : Number(about.digits);
    var typed = String(control.value === undefined || control.value === null ? "" : control.value).trim();
    var read = typed.replace(/[\uff01-\uff5e]/g, function (sign) { return String.fromCharCode(sign.charCodeAt(0) - 0xfee0); });
    read = read.replace(/\uffe5/g, "¥").replace(/\u2212/g, "-").replace(/\s+/g, " ");
    if (read[0] === "¥" && (unit === "元" || ratio(unit, "元"))) read = read.slice(1).trim();
    var parts = /^([+-]?[\d.][\d., ]*)(.*)$/.exec(read);
    if (!parts) return typed;
    read = parts[1].trim().replace(/, /g, ",");
    if (/^[+-]?\d{1,3}([, ])\d{3}(\1\d{3})*(\.\d*)?$/.test(read)) read = read.replace(/[, ]/g, "");
    if (!is_number(read)) return typed;
    if (!parts[2] || parts[2] === unit) return read;
    var of = unit && ratio(parts[2], unit);
    if (!of) return typed;
    return of[0] === of[1] ? read : converted(read, of, digits || 6);
  }
  // A unit without brackets, blanks and what is put before it; how many of another it is: [so many, divided by], null where they do not
  // measure the same (kangle/common/units.py).
  function unit_of(text) {
    text = text.replace(/[【〔[]/g, "(").replace(/[】〕\]]/g, ")").replace(/\s/g, "").replace(/^[()]+|[()]+$/g, "").toLowerCase();
    text = text.replace(/^(金额|计量|货币|面积)?单位[:：]?/, "").replace(/^人民币/, "").replace(/^\//, "");
    return text.replace(/²/g, "2").replace(/㎡/g, "m2");
  }
  function ratio(unit, other) {
    unit = unit_of(unit);
    other = unit_of(other);
    var kind = (texts.units || []).filter(function (each) { return each[unit] && each[other]; })[0];
    return kind ? [kind[unit][0] * kind[other][1], kind[unit][1] * kind[other][0]] : null;
  }
  // Half up to so many decimals, exactly: a number of scripts makes 2849.9999999999995 of 0.285 times 10000.
  function converted(text, of, digits) {
    function power(of_ten) { return BigInt("1" + "0".repeat(of_ten)); }
    var minus = text[0] === "-", parts = text.replace(/^[+-]/, "").split("."), two = BigInt(2), scale = power(digits);
    var above = BigInt(parts[0] + (parts[1] || "")) * BigInt(of[0]), below = power((parts[1] || "").length) * BigInt(of[1]);
    var all = (above * scale * two + below) / (below * two);
    var read = all / scale + "." + String(all % scale).padStart(digits, "0");
    read = read.replace(/0+$/, "").replace(/\.$/, "");
    return minus && read !== "0" ? "-" + read : read;
  }
  // Whether a text that `number` gave is one: what scripts read besides ("1e5", "0x10") nobody means.
  function is_number(text) { return /^[+-]?(\d+(\.\d*)?|\.\d+)$/.test(text); }
  // The day here at a moment, as a form writes it.
  function day(at) {
    var then = new Date(at);
    return new Date(then - then.getTimezoneOffset() * 60000).toISOString().slice(0, 10);
  }
  // The same to the minute, as every page writes it: 2015-06-01 14:05.
  function moment(at) { return day(at) + " " + new Date(at).toTimeString().slice(0, 5); }

  function element(tag, text, looks) {
    var made = document.createElement(tag);
    if (text) made.textContent = text;
    if (looks) made.className = looks;
    return made;
  }

  // A form sent as the browser does it by itself, with the `pairs` that its buttons would have told.
  function plainly(form, pairs) {
    pairs.forEach(function (pair) {
      var hidden = element("input");
      hidden.type = "hidden";
      hidden.name = pair[0];
      hidden.value = pair[1];
      form.append(hidden);
    });
    form.elements.csrfmiddlewaretoken.value = token();
    form.submit();
  }

  // A sentence at the head of the page, read out as it is written. Returns its line.
  function announce(tone) {
    var place = element("div");
    var list = element("ul", "", "messages");
    var line = element("li", "", tone);
    place.setAttribute("role", "status");
    list.append(line);
    place.append(list);
    document.querySelector("main .head").after(place);
    return line;
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

  window.kangle = { person: person, texts: texts, plain: plain, number: number, is_number: is_number, day: day, moment: moment, element: element, plainly: plainly, announce: announce, ask: ask, get: get, put: put, remove: remove,
    uuid: uuid, token: token, wipe: wipe };
})();
