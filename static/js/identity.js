// What is wrong with an identity number, and what it tells, where no site can be asked. The rule is households/identity.py; a
// journey in the browser holds the two against each other.
(function () {
  "use strict";
  if (!window.kangle) return;
  var LENGTHS = { "identity-card": [18], "disability-card": [20, 22] };
  window.kangle.identity = function (typed, kind) {
    var number = typed.normalize("NFKC").replace(/\s/g, "").toUpperCase();
    if (!LENGTHS[kind]) return {};
    if (LENGTHS[kind].indexOf(number.length) < 0) return { fault: "number_length" };
    if (!/^[0-9]{17}[0-9X][0-9]*$/.test(number)) return { fault: "number_digits" };
    var sum = 0;
    for (var place = 0; place < 17; place++) sum += Number(number[place]) * (Math.pow(2, 17 - place) % 11);
    if ("10X98765432"[sum % 11] !== number[17]) return { fault: "number_check" };
    var day = number.slice(6, 10) + "-" + number.slice(10, 12) + "-" + number.slice(12, 14);
    var date = new Date(day + "T00:00:00Z");
    if (isNaN(date) || date.toISOString().slice(0, 10) !== day) return { fault: "number_day" };
    return { born_on: day, sex: Number(number[16]) % 2 ? "male" : "female" };
  };
})();
