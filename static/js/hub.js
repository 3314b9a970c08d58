// The list of a household's screens without signal: what the phone carries of it, and what waits in the queue.
(function () {
  "use strict";
  var kept = window.kangle;
  var element = kept && kept.element;
  var hub = document.querySelector("[data-hub]");
  if (!hub || !kept || !kept.person) return;
  var key = location.pathname.split("/")[3];
  var parts = JSON.parse(document.getElementById("parts").textContent);
  var base = "/households/entry/" + key + "/";

  // The same household may be written under its number and under the key this phone gave it.
  function under(home) {
    return function (item) {
      var named = item.path.split("/")[3];
      return named === key || (home && (named === String(home.key) || named === home.phone_key));
    };
  }
  function rest(path) { return path.split("?")[0].split("/").slice(4).join("/"); }
  // The screens of one record: filled in, waiting here, or still to be filled in.
  function links(part, root, record, queue) {
    var list = element("ul", "", "links");
    parts[part].steps.forEach(function (step) {
      var path = root + step[0] + "/";
      var waits = queue.some(function (item) { return rest(item.path) === rest(path); });
      var done = record && record.left.indexOf(step[0]) < 0;
      var link = element("a", step[1] + " ");
      link.href = path + (record ? "" : location.search);
      var lacks = done && record.lacking && record.lacking[step[0]];  // a pocket of before has none
      var state = waits ? ["fair", kept.texts.waits_here] : lacks ? ["fair", "◐ " + kept.texts.lacks.replace("{number}", lacks)] : done ? ["good", "✓ " + kept.texts.filled_in] : ["fair", kept.texts.to_fill];
      link.append(element("span", state[1], "badge " + state[0]));
      list.appendChild(element("li")).append(link);
    });
    return list;
  }
  function fold(label, list) {
    var made = element("details", "", "person-steps");
    made.append(element("summary", label), list);
    return made;
  }
  function named(item) {
    var found = item.fields.filter(function (pair) { return pair[0] === "name"; })[0];
    return (found && found[1]) || kept.texts.new_member;
  }
  Promise.all([kept.pocket(), kept.waiting()]).then(function (both) {
    var pocket = both[0];
    var home = pocket && pocket.households.filter(function (each) { return String(each.key) === key || each.phone_key === key; })[0];
    var queue = both[1].filter(under(home));
    if (!home && /^\d+$/.test(key)) return hub.replaceChildren(element("p", kept.texts.not_here, "empty"));
    document.querySelector("h1").textContent = home ? home.name : kept.texts.new_household;
    hub.querySelector("[data-own]").append(links("household", base, home, queue));
    var photos = hub.querySelector("[data-photos]");
    photos.href = base + "photos/";
    photos.hidden = false;
    var members = hub.querySelector("[data-members]");
    (home ? home.members : []).forEach(function (member) {
      members.append(fold(member.name + " " + member.relation, links("member", base + "members/" + member.key + "/", member, queue)));
    });
    var begun = {};
    queue.forEach(function (item) {
      var found = /^members\/([0-9a-f-]{36})\//.exec(rest(item.path));
      if (found && !begun[found[1]]) begun[found[1]] = item;
    });
    Object.keys(begun).forEach(function (each) {
      members.append(fold(named(begun[each]), links("member", base + "members/" + each + "/", null, queue)));
    });
    var another = hub.querySelector("[data-new-member]");
    another.href = base + "members/" + kept.uuid() + "/" + parts.member.steps[0][0] + "/";
    another.hidden = false;
    var years = hub.querySelector("[data-years]");
    (pocket ? pocket.years : []).forEach(function (year) {
      var record = home && home.year_records.filter(function (each) { return each.year === year; })[0];
      years.append(fold(String(year), links("year", base + "years/" + year + "/", record, queue)));
    });
  });
})();
