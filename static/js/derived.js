// What follows from the income of a year, where the site cannot be asked: the rule comes with the page (households/entry/fields.py), the
// amounts from this screen, from what waits in the queue of the others, and from what the phone carries.
(function () {
  "use strict";
  var kept = window.kangle;
  var rule = JSON.parse((document.getElementById("derived-rule") || { textContent: "null" }).textContent);
  var place = document.getElementById("derived");
  if (!rule || !kept) return;

  var plain = kept.plain;
  // Fen as typed in yuan; null for what is no amount.
  function fen(typed) {
    var read = kept.number({ value: typed, dataset: { unit: "元" } });
    return /^(\d+\.?\d{0,2}|\.\d{1,2})$/.test(read) ? Math.round(Number(read) * 100) : null;
  }
  function words(amount) {
    var yuan = Math.floor(Math.abs(amount) / 100), cents = String(Math.abs(amount) % 100).padStart(2, "0").replace(/0+$/, "");
    var number = String(yuan).replace(/\B(?=(\d{3})+$)/g, ",") + (cents && "." + cents);
    return rule.yuan.replace("0", (amount < 0 ? "\u2212" : "") + number);
  }

  kept.yuan = words;
  // `found`: the household and the yearly record, as the phone carries them, each undefined where it does not.
  kept.derive = function (form, found) {
    var stored = Object.assign.apply(null, [{}].concat(Object.values((found.record || { screens: {} }).screens)));
    return kept.waiting().then(function (queue) {
      function at_home(item) {
        var key = item.path.split("/")[3];
        return key === location.pathname.split("/")[3] || (found.home && (key === String(found.home.key) || key === found.home.phone_key));
      }
      function rest(path) { return path.split("/").slice(4); }
      var own = queue.filter(at_home);
      var of_year = own.filter(function (item) { return rest(item.path).slice(0, 2).join() === rest(location.pathname).slice(0, 2).join(); });
      // The words on this screen, or those that wait of another one; "" where nobody wrote any here.
      function written(name) {
        var control = form.elements[name];
        if (control) return plain(control.value);
        return of_year.reduce(function (last, item) { return plain(kept.value(item, name)) || last; }, "");
      }
      function amount(name) {
        var typed = fen(written(name));
        return typed === null ? Number(stored[name] || 0) : typed;
      }
      function sum(names) { return names.reduce(function (total, name) { return total + amount(name); }, 0); }
      function persons() {
        var day = written(rule.day) || stored[rule.day] || kept.day(Date.now());
        var known = (found.home ? found.home.members : []).map(function (each) { return [String(each.key), each.phone_key]; }).flat();
        var begun = {};
        var end = rest(location.pathname)[1] + "-12-31"; // somebody entered later belongs to the year all the same
        function since(at) { return [kept.day(at), end].sort()[0]; }
        own.forEach(function (item) {
          var of = rest(item.path);
          if (of[0] === "members" && known.indexOf(of[1]) < 0) begun[of[1]] = plain(kept.value(item, "joined_on")) || begun[of[1]] || since(item.at);
        });
        var lived = ((found.home && found.home.lived) || []).concat(Object.values(begun).map(function (since) { return [since, ""]; }));
        return lived.filter(function (each) { return each[0] <= day && (!each[1] || each[1] > day); }).length;
      }
      function line(label, text) {
        var made = kept.element("div");
        made.append(kept.element("dt", label), kept.element("dd", text));
        return made;
      }
      // Before anything of the income is said nothing follows from it: as the site has it (fields.py).
      function said(name) { return fen(written(name)) !== null; }
      function show() {
        var net = found.record || rule.adds.concat(rule.takes).some(said) ? sum(rule.adds) - sum(rule.takes) : null, heads = persons();
        var share = net === null || !heads ? null : Math.floor(net / heads);
        var each = heads ? line(rule.a_head.replace("%(persons)d", heads), words(share)) : line(rule.no_head, rule.unshared);
        place.replaceChildren(line(rule.net, words(net)), each);
      }
      form.addEventListener("input", show);
      show();
    });
  };
})();
