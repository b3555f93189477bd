/* A tap changes one line; typing finds at once. Without it every tap is a form that comes back. */
(function () {
  "use strict";
  var list = document.getElementById("people");
  if (!list || !window.fetch) { return; }
  var shift = list.getAttribute("data-shift");
  var lost = document.getElementById("roll-lost");
  var field = document.getElementById("q");
  var counts = document.querySelector(".counts");

  function encoded(form) {
    var pairs = [];
    for (var i = 0; i < form.elements.length; i += 1) {
      var one = form.elements[i];
      if (one.name) { pairs.push(encodeURIComponent(one.name) + "=" + encodeURIComponent(one.value)); }
    }
    return pairs.join("&");
  }
  function say(word) {
    lost.textContent = lost.getAttribute("data-" + word);
    lost.hidden = false;
  }
  function keep(form) {
    /* No network: where the roster was taken along, the tap is kept on this phone. */
    var action = form.elements.action && form.elements.action.value;
    var person = form.elements.sign_up_id.value;
    if (action && window.Kept && window.Kept.roster(shift)) {
      try {
        window.Kept.tap(shift, { action: action, sign_up_id: person });
        var line = document.getElementById("p-" + person);
        if (line) { line.className += " kept"; }
        say("kept");
        return;
      } catch (full) { /* told below */ }
    }
    say("lost");
  }
  function count() {
    fetch(counts.getAttribute("data-now"), { credentials: "same-origin", headers: { Accept: "application/json" } })
      .then(function (found) { return found.ok ? found.json() : null; })
      .then(function (told) {
        if (!told) { return; }
        Object.keys(told.counts).forEach(function (name) {
          var place = counts.querySelector('[data-count="' + name + '"]');
          if (place) { place.textContent = told.counts[name]; }
        });
      })
      .catch(function () { /* the old numbers stay */ });
  }
  document.addEventListener("submit", function (event) {
    var form = event.target;
    if (event.defaultPrevented || String(form.className).indexOf("tap") < 0) { return; }
    event.preventDefault();
    var line = document.getElementById("p-" + form.elements.sign_up_id.value);
    fetch(form.getAttribute("action"), {  /* a field of the form is called action too */
      method: "POST",
      credentials: "same-origin",
      headers: { "Content-Type": "application/x-www-form-urlencoded", "X-Part": "1", Accept: "text/html" },
      body: encoded(form)
    }).then(function (found) {
      if (found.redirected || [200, 409, 422].indexOf(found.status) < 0) {
        form.removeAttribute("data-sent");
        HTMLFormElement.prototype.submit.call(form);  /* the whole page says what is wrong */
        return null;
      }
      return found.text();
    }).then(function (text) {
      if (text === null) { return; }
      lost.hidden = true;
      var holder = document.createElement("ul");
      holder.innerHTML = text;
      var fresh = holder.querySelector(".person");
      if (fresh && line) {
        line.parentNode.replaceChild(fresh, line);
        var next = fresh.querySelector(".btn-lg") || fresh.querySelector(".btn");
        if (next) { next.focus(); }
      }
      count();
    }, function () {
      form.removeAttribute("data-sent");
      keep(form);
    });
  });

  var waiting = null;
  var asked = field.value;
  function find() {
    if (field.value === asked) { return; }
    asked = field.value;
    var words = field.form.elements.show ? "&show=" + field.form.elements.show.value : "";
    fetch(list.getAttribute("data-roll") + "?part=1&q=" + encodeURIComponent(asked) + words, {
      credentials: "same-origin", headers: { Accept: "text/html" }
    }).then(function (found) { return found.ok && !found.redirected ? found.text() : null; })
      .then(function (text) { if (text !== null && field.value === asked) { list.innerHTML = text; } })
      .catch(function () { say("lost"); });
  }
  field.addEventListener("input", function () {
    window.clearTimeout(waiting);
    waiting = window.setTimeout(find, 350);
  });
  window.setInterval(function () { if (!document.hidden) { count(); } }, 10000);
})();
