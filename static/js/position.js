// "记下我在哪里": where the phone stands is asked for when its person presses the button, and never otherwise.
(function () {
  "use strict";
  var place = document.querySelector("[data-position]");
  var field = place && place.closest("form").querySelector("[name=position]");
  if (!field || !navigator.geolocation || !window.isSecureContext) return; // a browser tells it over HTTPS only
  var said = place.querySelector("[data-said]");
  var locate = place.querySelector("[data-locate]");
  var forget = place.querySelector("[data-forget]");

  function set(value, text) {
    field.value = value;
    said.textContent = text;
    show();
    field.dispatchEvent(new Event("input", { bubbles: true })); // a draft is kept of it
  }
  function show() {
    var stands = field.value ? field.value !== "none" : said.textContent.trim() !== "";
    forget.hidden = !stands || place.dataset.busy !== undefined;
  }
  function found(text, metres) {
    return place.dataset.found.replace("{position}", text.replace(",", ", ")).replace("{metres}", metres);
  }
  locate.addEventListener("click", function () {
    place.dataset.busy = "";
    said.textContent = place.dataset.asking;
    navigator.geolocation.getCurrentPosition(function (told) {
      delete place.dataset.busy;
      var text = told.coords.latitude.toFixed(6) + "," + told.coords.longitude.toFixed(6);
      set(text, found(text, Math.round(told.coords.accuracy)));
    }, function () {
      delete place.dataset.busy;
      said.textContent = place.dataset.failed;
    }, { enableHighAccuracy: true, timeout: 30000, maximumAge: 60000 });
  });
  forget.addEventListener("click", function () { set("none", place.dataset.gone); });
  // What was written before and is taken up again.
  document.addEventListener("kangle:taken-up", function () {
    if (field.value && field.value !== "none") said.textContent = field.value.replace(",", ", ");
    show();
  });
  locate.hidden = false;
  show();
})();
