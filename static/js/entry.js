// The entry form: after a refused save the first fault is in sight.
(function () {
  "use strict";
  var fault = document.querySelector(".screen .errorlist");
  var field = fault && fault.closest(".field");
  if (!field) return;
  field.scrollIntoView({ block: "center" });
  var control = field.querySelector("input:not([type=hidden]), select, textarea");
  if (control) control.focus({ preventScroll: true });
})();
