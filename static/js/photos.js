// Photos in a form on a phone: made small before they are sent, with when and where they were taken told apart, and kept on the
// phone until they have arrived. Without this script the form sends the files as they are.
(function () {
  "use strict";
  var kept = window.kangle;
  var album = document.querySelector("[data-album]");
  if (!album || !kept || !kept.person || !window.indexedDB || !window.createImageBitmap) return;
  var LONG_SIDE = 1600; // pixels, as kangle/exchange/pictures.py keeps them
  var SMALL_SIDE = 200;
  var QUALITY = 0.82;
  var HEAD = 256 * 1024; // bytes at the beginning of a file in which a camera writes when and where
  var list = album.querySelector("[data-new-photos]");
  var said = document.getElementById("said-photos");
  var photos = []; // {key, name, blob, small, caption, about}
  var working = Promise.resolve();

  // --- what a camera wrote (EXIF) ------------------------------------------------------------------------------------------

  function exif(buffer) {
    try {
      var view = new DataView(buffer);
      if (view.getUint16(0) !== 0xffd8) return {};
      for (var at = 2; at + 10 < view.byteLength && view.getUint8(at) === 0xff; at += 2 + view.getUint16(at + 2)) {
        if (view.getUint16(at) === 0xffe1 && view.getUint32(at + 4) === 0x45786966) return tags(view, at + 10);
      }
    } catch (spoiled) { /* the photo itself may be sound */ }
    return {};
  }
  function tags(view, start) {
    var little = view.getUint16(start) === 0x4949;
    function short(at) { return view.getUint16(at, little); }
    function long(at) { return view.getUint32(at, little); }
    function directory(offset) {
      var found = {};
      for (var n = 0; offset && n < short(start + offset); n++) found[short(start + offset + 2 + 12 * n)] = start + offset + 2 + 12 * n;
      return found;
    }
    function text(entry) {
      if (!entry) return "";
      var length = long(entry + 4), from = length > 4 ? start + long(entry + 8) : entry + 8, made = "";
      for (var n = 0; n < length; n++) made += String.fromCharCode(view.getUint8(from + n));
      return made.replace(/\0/g, "").trim();
    }
    function degrees(entry, side, negative) {
      if (!entry) return null;
      var from = start + long(entry + 8);
      function ratio(n) { return long(from + 8 * n) / long(from + 8 * n + 4); }
      var found = ratio(0) + ratio(1) / 60 + ratio(2) / 3600;
      return isFinite(found) ? (text(side)[0] === negative ? -found : found) : null;
    }
    var first = directory(long(start + 4));
    var details = directory(first[0x8769] && long(first[0x8769] + 8));
    var gps = directory(first[0x8825] && long(first[0x8825] + 8));
    return { taken_at: text(details[0x9003]) && text(details[0x9003]) + text(details[0x9011]), latitude: degrees(gps[2], gps[1], "S"), longitude: degrees(gps[4], gps[3], "W") };
  }

  // --- making small ----------------------------------------------------------------------------------------------------

  function canvas(bitmap, side) {
    var scale = Math.min(1, side / Math.max(bitmap.width, bitmap.height));
    var made = document.createElement("canvas");
    made.width = Math.max(1, Math.round(bitmap.width * scale));
    made.height = Math.max(1, Math.round(bitmap.height * scale));
    var brush = made.getContext("2d");
    brush.imageSmoothingQuality = "high";
    brush.fillStyle = "#fff";
    brush.fillRect(0, 0, made.width, made.height);
    brush.drawImage(bitmap, 0, 0, made.width, made.height);
    return made;
  }
  function photo(file, just_taken) {
    return file.slice(0, HEAD).arrayBuffer().then(exif).then(function (about) {
      if (!about.taken_at && just_taken) about.taken_at = new Date().toISOString();
      return createImageBitmap(file, { imageOrientation: "from-image" }).then(function (bitmap) {
        var small = canvas(bitmap, SMALL_SIDE).toDataURL("image/jpeg", 0.6);
        var large = canvas(bitmap, LONG_SIDE);
        bitmap.close();
        return new Promise(function (resolve, reject) {
          large.toBlob(function (blob) { blob ? resolve({ blob: blob, small: small, about: about }) : reject(new Error("no photo")); }, "image/jpeg", QUALITY);
        });
      });
    });
  }
  function take(file, just_taken) {
    var paper = file.type === "application/pdf";
    return (paper ? Promise.resolve({ blob: file, small: "", about: {} }) : photo(file, just_taken)).then(function (made) {
      photos.push({ key: kept.uuid(), name: file.name, blob: made.blob, small: made.small, caption: "", about: made.about });
      show();
      return keep().catch(function () { complain(kept.texts.not_kept); });
    }, function () { complain(kept.texts.photo_unreadable.replace("{name}", file.name)); });
  }
  function chosen(event) {
    var files = Array.from(event.target.files);
    if (navigator.storage && navigator.storage.persist) navigator.storage.persist(); // what waits is not to be cleared away
    var just_taken = event.target.hasAttribute("capture");
    event.target.value = ""; // what is sent stands in the list, not in the input
    said.replaceChildren();
    var room = Number(album.dataset.most) - album.querySelectorAll(".photo").length;
    if (files.length > room) complain(kept.texts.photo_most.replace("{most}", album.dataset.most));
    files.slice(0, Math.max(room, 0)).forEach(function (file) {
      said.dataset.busy = "";
      working = working.then(function () { return take(file, just_taken); });
    });
    working = working.then(function () { delete said.dataset.busy; });
  }
  function complain(text) {
    var line = kept.element("ul", "", "errorlist");
    line.append(kept.element("li", text));
    said.append(line);
  }

  // --- the list --------------------------------------------------------------------------------------------------------

  function size(bytes) { return bytes < 1024 * 1024 ? Math.ceil(bytes / 1024) + " KB" : (bytes / 1024 / 1024).toFixed(1) + " MB"; }
  function line(each) {
    var made = kept.element("div", "", "photo");
    var picture = each.small ? document.createElement("img") : kept.element("span", "PDF", "paper");
    if (each.small) {
      picture.src = each.small;
      picture.alt = each.name;
    }
    var what = kept.element("div");
    var label = kept.element("label", kept.texts.photo_caption);
    var caption = document.createElement("input");
    caption.type = "text";
    caption.id = "new-caption-" + each.key;
    caption.maxLength = 80;
    caption.autocomplete = "off";
    caption.value = each.caption;
    label.htmlFor = caption.id;
    caption.addEventListener("input", function () { each.caption = caption.value; keep(); });
    var away = kept.element("button", kept.texts.photo_away);
    away.type = "button";
    away.addEventListener("click", function () {
      photos.splice(photos.indexOf(each), 1);
      show();
      keep();
    });
    var fault = kept.element("div", "", "said");
    fault.id = "said-photo-" + each.key;
    what.append(label, caption, kept.element("small", size(each.blob.size)), away);
    made.append(picture, what, fault);
    return made;
  }
  function show() { list.replaceChildren.apply(list, photos.map(line)); }

  // --- kept until they have arrived --------------------------------------------------------------------------------------

  function draft_key() { return kept.person + " photos " + location.pathname; }
  function keep() { return photos.length ? kept.put("drafts", { photos: photos, at: Date.now() }, draft_key()) : kept.remove("drafts", draft_key()); }
  function of_item(item) {
    return (item.files || []).map(function (file) {
      var about = JSON.parse((item.fields.filter(function (pair) { return pair[0] === file.field.replace("photo-", "about-"); })[0] || [0, "{}"])[1]);
      return { key: file.field.slice(6), name: file.name, blob: file.blob, small: file.small, caption: about.caption || "", about: about };
    });
  }
  function take_up() {
    return Promise.all([kept.get("drafts", draft_key()), kept.waiting()]).then(function (both) {
      var item = both[1].filter(function (each) { return each.path.split("?")[0] === location.pathname; }).pop();
      photos = both[0] ? both[0].photos : item ? of_item(item) : [];
      show();
    });
  }

  kept.photos = {
    // Once every photo chosen is made small.
    settled: function () { return working; },
    files: function () {
      return photos.map(function (each) { return { field: "photo-" + each.key, name: each.name, blob: each.blob, small: each.small }; });
    },
    fields: function () {
      return photos.map(function (each) { return ["about-" + each.key, JSON.stringify(Object.assign({}, each.about, { caption: each.caption }))]; });
    },
    forget: function () { return kept.remove("drafts", draft_key()); }
  };
  album.classList.add("ready");
  album.querySelector("[data-plain]").remove();
  album.querySelectorAll("input[type=file]").forEach(function (input) { input.addEventListener("change", chosen); });
  take_up().then(function () { album.dataset.ready = ""; });
})();
