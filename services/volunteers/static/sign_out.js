/* Who signs out leaves no rosters on this phone (they are kept there by the roll without network,
   see kept_store.js of the activities). Taps that nobody has sent stay: they are the only record. */
(function () {
  "use strict";
  var store;
  try { store = window.localStorage; if (!store) { return; } } catch (none) { return; }
  function state(name) {
    try { return JSON.parse(store.getItem(name)).state; } catch (broken) { return ""; }
  }
  /* {shift: {names, open}}: all that is kept, and whether some of it still has to be sent. */
  function kept() {
    var found = {};
    for (var i = 0; i < store.length; i += 1) {
      var name = store.key(i) || "";
      var part = /^onsite:([0-9a-f]{24}):(tap:)?/.exec(name);
      if (part) {
        var shift = found[part[1]] || (found[part[1]] = { names: [], open: false });
        shift.names.push(name);
        if (part[2] && ["waiting", "conflict"].indexOf(state(name)) >= 0) { shift.open = true; }
      }
    }
    return found;
  }
  var warning = document.getElementById("unsent");
  var all = kept();
  if (warning) {
    warning.hidden = !Object.keys(all).some(function (shift) { return all[shift].open; });
  }
  document.addEventListener("submit", function (event) {
    if (!/\/sign-out$/.test(event.target.getAttribute("action") || "")) { return; }
    all = kept();
    Object.keys(all).forEach(function (shift) {
      if (all[shift].open) { return; }
      all[shift].names.forEach(function (name) { store.removeItem(name); });
    });
  });
})();
