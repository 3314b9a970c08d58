// 暂存箱: what waits on this phone for its person, what was sent, what was refused and why.
(function () {
  "use strict";
  var kept = window.kangle;
  var element = kept && kept.element;
  var page = document.querySelector("[data-outbox-page]");
  if (!page || !kept || !kept.person || !("serviceWorker" in navigator)) return;
  page.querySelector("[data-without]").hidden = true;
  page.querySelector("[data-with]").hidden = false;

  function button(text, act) {
    var made = element("button", text);
    made.type = "button";
    made.addEventListener("click", act);
    return made;
  }
  var TONES = { waiting: "fair", refused: "poor", stuck: "poor" };
  function line(item) {
    var made = element("li");
    var link = element("a", item.title);
    link.href = item.path;
    var state = item.state === "waiting" && item.again_at > Date.now() ? kept.texts.state_later.replace("{when}", kept.moment(item.again_at)) : kept.texts["state_" + item.state];
    made.append(link, element("span", state, "badge " + TONES[item.state]), element("small", kept.moment(item.at)));
    if (item.files && item.files.length) {
      var bytes = item.files.reduce(function (sum, file) { return sum + file.blob.size; }, 0);
      made.append(element("small", kept.texts.with_photos.replace("{number}", item.files.length).replace("{size}", Math.ceil(bytes / 1024) + " KB")));
    }
    kept.said(item).forEach(function (said) { made.append(element("p", (said[1] ? said[1] + "：" : "") + said[2], "fault")); });
    var away = button(kept.texts.discard, function () {
      // Asked twice: what is thrown away here exists nowhere else.
      if (away.dataset.sure === undefined) {
        away.dataset.sure = "";
        away.textContent = kept.texts.discard_surely.replace("{title}", item.title);
      } else kept.remove("queue", item.id).then(kept.tell);
    });
    made.append(away);
    return made;
  }
  function show(all) {
    var list = page.querySelector("[data-queue-list]");
    list.replaceChildren.apply(list, all.map(line));
    page.querySelector("[data-none]").hidden = all.length > 0;
    page.querySelector("[data-send]").hidden = !all.length;
    kept.get("meta", "sign-in-" + kept.person).then(function (asked) {
      var place = page.querySelector("[data-sign-in]");
      place.hidden = !(asked && all.length);
      if (asked && asked.why) place.querySelector(".warning").textContent = kept.texts[asked.why] || asked.why;
    });
    kept.get("meta", "sent-" + kept.person).then(function (sent) {
      var done = page.querySelector("[data-sent-list]");
      done.replaceChildren.apply(done, (sent || []).map(function (each) {
        var made = element("li");
        var link = element("a", each.title);
        link.href = each.answer;
        made.append(link, element("small", kept.moment(each.at)));
        return made;
      }));
      page.querySelector("[data-sent]").hidden = !(sent && sent.length);
    });
  }
  // Pages that were begun and not saved, the newest first.
  function show_begun() {
    return kept.drafts().then(function (all) {
      var list = page.querySelector("[data-drafts]");
      list.replaceChildren.apply(list, all.map(function (draft) {
        var made = element("li");
        var link = element("a", draft.title);
        link.href = draft.address;
        made.append(link, element("small", kept.moment(draft.at)));
        return made;
      }));
      page.querySelector("[data-begun]").hidden = !all.length;
    });
  }
  document.addEventListener("kangle:queue", function (event) { show(event.detail); });
  show_begun();
  kept.tell();
  page.querySelector("[data-send]").addEventListener("click", function () { kept.at_once().then(kept.send); });
  var wiping = page.querySelector("[data-wipe]");
  wiping.addEventListener("click", function () {
    kept.unsent().then(function (left) {
      var asked = page.querySelector("[data-wipe-asked]");
      // What is another's to send is kept for him: nobody else may throw it away.
      if (left.others) {
        asked.textContent = kept.texts.wipe_others.replace("{number}", left.others);
        asked.hidden = false;
        return null;
      }
      if (wiping.dataset.sure === undefined) {
        wiping.dataset.sure = "";
        asked.textContent = [[left.mine, kept.texts.wipe_unsent], [left.begun, kept.texts.wipe_begun]].filter(function (each) { return each[0]; })
          .map(function (each) { return each[1].replace("{number}", each[0]); }).join(" ") || kept.texts.wipe_sure;
        asked.hidden = false;
        wiping.textContent = kept.texts.wipe_surely;
        return null;
      }
      return kept.wipe().then(function () { asked.textContent = kept.texts.wiped; wiping.hidden = true; page.querySelectorAll(".outbox-list").forEach(function (list) { list.replaceChildren(); }); });
    });
  });
})();
