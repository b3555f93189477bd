/* The counts, live. Without it the page shows those of when it was opened. */
(function () {
  "use strict";
  var square = document.querySelector("[data-now]");
  if (!square || !window.fetch) { return; }
  function put(counts) {
    Object.keys(counts).forEach(function (name) {
      var place = square.querySelector('[data-count="' + name + '"]');
      if (place && place.textContent !== String(counts[name])) { place.textContent = counts[name]; }
    });
  }
  function ask() {
    if (document.hidden) { return; }
    fetch(square.getAttribute("data-now"), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (found) { return found.ok ? found.json() : null; })
      .then(function (told) { if (told && told.counts) { put(told.counts); } })
      .catch(function () { /* no network: the old numbers stay */ });
  }
  window.setInterval(ask, 5000);
})();
