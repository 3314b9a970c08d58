// What the site would refuse as left blank or as no number is refused on the spot where the site cannot be asked, in the site's own sentence, which
// stands at each field (data-required) and at the reason (data-explain).
(function () {
  "use strict";
  var kept = window.kangle;
  if (!kept) return;

  var plain = kept.plain;
  function same(one, other) {
    return one === other || (one !== "" && other !== "" && !isNaN(Number(one)) && Number(one) === Number(other));
  }
  // Whether something that stood in the record is certainly altered: only then is a reason missed.
  function altered(form, base, shown, untouched) {
    return Object.keys(base).some(function (name) {
      var control = form.elements[name];
      if (!control || untouched.indexOf(name) >= 0) return false;
      var masked = String(base[name])[0] === "#"; // of a number the phone knows no more than a fingerprint
      if (masked) return plain(control.value) !== "" && Boolean(control.placeholder);
      return plain(base[name]) !== "" && !same(kept.number(control), plain(shown(name, base[name])));
    });
  }

  // [[field, label, sentence]] of what is blank and may not be, and of amounts that are no numbers; `untouched`: numbers that stay as they are.
  kept.blanks = function (form, shown, untouched) {
    var said = [];
    form.querySelectorAll("[data-required]").forEach(function (place) {
      var name = place.id.replace(/^field-/, "");
      if (form.elements[name] && untouched.indexOf(name) < 0 && !plain(form.elements[name].value)) said.push([name, "", place.dataset.required]);
    });
    form.querySelectorAll("input[inputmode=decimal]").forEach(function (control) {
      var typed = kept.number(control);
      if (typed && !kept.is_number(typed)) said.push([control.name, "", kept.texts.not_a_number]);
    });
    var why = form.querySelector("[data-explain]");
    var base = form.elements.base && form.elements.base.value ? JSON.parse(form.elements.base.value) : {};
    if (why && !plain(form.elements.why.value) && altered(form, base || {}, shown, untouched)) said.push(["why", "", why.dataset.explain]);
    return said;
  };
})();
