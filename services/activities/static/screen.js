/* The code changes when the server says so; the phone's own clock is never asked. */
(function () {
  "use strict";
  var screen = document.getElementById("screen");
  if (!screen || !window.fetch) { return; }
  var picture = screen.querySelector("[data-picture]");
  var digits = screen.querySelector("[data-digits]");
  var lost = screen.querySelector("[data-lost]");
  var full = screen.querySelector("[data-full]");
  var EVERY = 5000;
  var timer = null;
  var good = Date.now();
  function put(told) {
    if (picture.getAttribute("src") !== told.picture) {
      /* The new picture is there before the old one goes. */
      var next = new Image();
      next.onload = function () { picture.src = told.picture; digits.textContent = told.digits; };
      next.src = told.picture;
    }
    Object.keys(told.counts).forEach(function (name) {
      var place = screen.querySelector('[data-count="' + name + '"]');
      if (place) { place.textContent = told.counts[name]; }
    });
    good = Date.now();
    lost.hidden = true;
    again(Math.min(EVERY, told.left + 150));
  }
  function fail() {
    lost.hidden = Date.now() - good < 25000;
    again(3000);
  }
  function again(wait) {
    window.clearTimeout(timer);
    timer = window.setTimeout(ask, Math.max(500, wait));
  }
  function ask() {
    fetch(screen.getAttribute("data-now"), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (found) {
        if (found.status === 401) { window.location.reload(); }
        if (!found.ok) { throw new Error("not now"); }
        return found.json();
      })
      .then(put)
      .catch(fail);
  }
  again(Math.min(EVERY, Number(screen.getAttribute("data-left")) + 150));
  document.addEventListener("visibilitychange", function () { if (!document.hidden) { ask(); awake(); } });
  /* The screen stays on where the browser can keep it on. */
  function awake() {
    if (navigator.wakeLock && navigator.wakeLock.request) {
      navigator.wakeLock.request("screen").catch(function () { /* then it dims */ });
    }
  }
  awake();
  if (screen.requestFullscreen) {
    full.hidden = false;
    full.addEventListener("click", function () {
      if (document.fullscreenElement) { document.exitFullscreen(); } else { screen.requestFullscreen(); }
    });
  }
})();
