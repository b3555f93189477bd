/* Several photos go one after the other, with progress; without this the form sends them together. */
(function () {
  "use strict";
  var form = document.getElementById("photo-form");
  var field = document.getElementById("f-photo");
  var room = document.getElementById("photo-progress");
  if (!form || !field || !room || !window.FormData || !window.DOMParser) { return; }
  var text = room.querySelector("p");
  var bar = room.querySelector("progress");
  function say(word, facts) {
    var told = room.getAttribute("data-" + word);
    Object.keys(facts || {}).forEach(function (name) { told = told.replace("{" + name + "}", facts[name]); });
    return told;
  }
  /* Why the server refused it, as its page says beside the field. */
  function reason(ask) {
    var page = new DOMParser().parseFromString(ask.responseText || "", "text/html");
    var found = page.getElementById("e-photo") || page.getElementById("trouble");
    return found ? found.textContent.trim() : say("lost");
  }
  function send(file, then) {
    var body = new FormData();
    var ask = new XMLHttpRequest();
    body.append("csrf", form.elements.csrf.value);
    body.append("about", form.elements.about.value);
    body.append("photo", file, file.name);
    ask.open("POST", form.getAttribute("action"));
    ask.setRequestHeader("Accept", "text/html");
    ask.onload = function () {
      var away = String(ask.responseURL || "").indexOf("/sign-in") >= 0;
      then(ask.status === 200 && !away ? "" : reason(ask));
    };
    ask.onerror = function () { then(say("lost")); };
    ask.send(body);
  }
  function finish(refused, all) {
    if (!refused.length) { window.location.reload(); return; }
    if (refused.length < all) { refused.push(say("others", { all: all - refused.length })); }
    text.textContent = refused.join(" ");
    text.className = "wrong";
    bar.hidden = true;
    form.querySelector("button").disabled = false;
    form.querySelector("button").focus();  /* a button that is off lets go of it */
  }
  form.addEventListener("submit", function (event) {
    var files = Array.prototype.slice.call(field.files || []);
    var refused = [];
    if (files.length < 2) { return; }
    event.preventDefault();
    form.querySelector("button").disabled = true;
    room.hidden = bar.hidden = false;
    text.className = "mb-0";
    bar.max = files.length;
    (function next(at) {
      if (at === files.length) { finish(refused, files.length); return; }
      text.textContent = say("sending", { at: at + 1, all: files.length });
      bar.value = at;
      send(files[at], function (why) {
        if (why) { refused.push(files[at].name + ": " + why); }
        next(at + 1);
      });
    })(0);
  });
})();
