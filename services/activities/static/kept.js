/* The roll without network: what is tapped or scanned is kept on this phone and sent later. */
(function () {
  "use strict";
  var room = document.getElementById("kept");
  if (!room || !window.Kept || !window.fetch || !window.Promise) { return; }
  var kept = window.Kept;
  var shift = room.getAttribute("data-shift");
  var MOST = 60;
  var CODE = /^KH1-[A-Za-z0-9_-]{36}$/;
  var field = document.getElementById("kept-q");
  var people = room.querySelector("[data-people]");
  var busy = false;
  var anew = false;
  var soon = null;
  room.hidden = false;

  function at(mark) { return room.querySelector("[data-" + mark + "]"); }
  function say(word, facts) {
    var text = room.getAttribute("data-" + word);
    Object.keys(facts || {}).forEach(function (name) { text = text.replace("{" + name + "}", facts[name]); });
    return text;
  }
  function two(number) { return ("0" + number).slice(-2); }
  function clock(iso) { var moment = new Date(iso); return two(moment.getHours()) + ":" + two(moment.getMinutes()); }
  function make(kind, shape, text) {
    var made = document.createElement(kind);
    if (shape) { made.className = shape; }
    if (text) { made.textContent = text; }
    return made;
  }
  function button(label, shape, name, act) {
    var made = make("button", "btn " + shape, label);
    made.type = "button";
    made.setAttribute("aria-label", label + ": " + name);
    made.addEventListener("click", act);
    return made;
  }
  function trouble(text) {
    at("trouble").textContent = text || "";
    at("trouble").hidden = !text;
  }

  /* Where a person stands: what the roster said, then what was tapped since. */
  function standing(person, taps) {
    var now = { there: person.in, left: person.out, queued: null };
    taps.forEach(function (tap) {
      if (tap.sign_up_id !== person.id) { return; }
      if (tap.state === "waiting") { now.queued = tap; }
      if (tap.state === "waiting" || tap.state === "done") {
        now.there = tap.action === "in";
        now.left = tap.action === "out";
      }
    });
    return now;
  }
  function matches(person, words) {
    if (!words) { return true; }
    var letters = words.toLowerCase().replace(/\s+/g, "");
    var spelt = (person.pinyin || []).some(function (one) { return one.toLowerCase().indexOf(letters) >= 0; });
    return spelt || person.name.indexOf(words) >= 0 ||
      person.number.toLowerCase().indexOf(letters) >= 0 ||
      (/^\d{2,}$/.test(letters) && person.tail.slice(-letters.length) === letters);
  }
  function act(what) {
    try {
      kept.tap(shift, what);
      trouble("");
      window.clearTimeout(soon);
      soon = window.setTimeout(function () { if (navigator.onLine) { send(); } }, 4000);
    } catch (full) { trouble(say("full")); }
    draw();
  }
  function line(person, taps) {
    var now = standing(person, taps);
    var row = make("li", now.queued ? "person kept" : "person");
    row.id = "k-" + person.id;
    var who = make("div", "who");
    who.appendChild(make("strong", "", person.name));
    if (now.there || now.left) {
      who.appendChild(document.createTextNode(" "));
      who.appendChild(make("span", "badge badge-" + (now.there ? "success" : "secondary"), say(now.there ? "there" : "left")));
    }
    if (now.queued) {
      who.appendChild(document.createTextNode(" "));
      who.appendChild(make("span", "badge badge-warning", say("queued") + " " + clock(now.queued.at)));
    }
    who.appendChild(make("br"));
    who.appendChild(make("span", "text-muted", [person.role, person.number, person.tail && "…" + person.tail].filter(Boolean).join(" · ")));
    row.appendChild(who);
    var side = make("div", "taps");
    if (now.queued) {
      side.appendChild(button(say("undo"), "btn-outline-secondary", person.name, function () {
        if (!busy) { kept.remove(shift, now.queued.id); draw(); }
      }));
    }
    var stranger = person.status === "waitlisted" || person.status === "applied";
    var action = now.there ? "out" : "in";
    var label = stranger && !now.there ? say("walk-in") : say(action);
    side.appendChild(button(label, "btn-lg " + (action === "in" && !now.left ? "btn-primary" : "btn-outline-primary"), person.name, function () {
      act({ action: action, sign_up_id: person.id, walk_in: stranger && action === "in" });
    }));
    row.appendChild(side);
    return row;
  }
  function drawPeople(roster, taps) {
    var words = field.value.trim();
    var found = roster.people.filter(function (person) { return matches(person, words); });
    var there = roster.people.filter(function (person) { return standing(person, taps).there; }).length;
    room.querySelector(".counts").textContent = say("there") + " " + there + " / " + roster.people.length;
    people.textContent = "";
    found.slice(0, MOST).forEach(function (person) { people.appendChild(line(person, taps)); });
    taps.forEach(function (tap) {
      if (tap.sign_up_id || tap.state !== "waiting") { return; }
      var row = make("li", "person kept");
      var name = nameOf(tap, roster);
      row.appendChild(make("div", "who", name + " · " + say("walk-in") + " · " + say("queued") + " " + clock(tap.at)));
      row.appendChild(button(say("undo"), "btn-outline-secondary", name, function () {
        if (!busy) { kept.remove(shift, tap.id); draw(); }
      }));
      people.insertBefore(row, people.firstChild);
    });
    if (found.length > MOST) { people.appendChild(make("li", "text-muted", say("more", { count: found.length - MOST }))); }
    if (!found.length) {
      var row = make("li", "person");
      row.appendChild(make("div", "who", say("nobody")));
      if (/^[A-Za-z0-9-]{4,40}$/.test(words) && words.indexOf("KH1-") !== 0) {
        row.appendChild(button(say("enter", { text: words }), "btn-outline-primary", words, function () {
          act({ action: "in", number: words.toUpperCase(), walk_in: true });
          field.value = "";
          draw();
        }));
      }
      people.appendChild(row);
    }
  }

  function nameOf(tap, roster) {
    var found = roster ? roster.people.filter(function (person) { return person.id === tap.sign_up_id; })[0] : null;
    return found ? found.name : tap.number || say("stranger");
  }
  function again(tap, more) {
    Object.keys(more).forEach(function (name) { tap[name] = more[name]; });
    tap.state = "waiting";
    kept.put(shift, tap);
    draw();
    send();
  }
  function drawConflicts(roster, taps) {
    var box = at("conflicts");
    var list = box.querySelector("ul");
    var found = taps.filter(function (tap) { return tap.state === "conflict"; });
    box.hidden = !found.length;
    list.textContent = "";
    found.forEach(function (tap) {
      var row = make("li", "person");
      var who = make("div", "who");
      var name = nameOf(tap, roster);
      who.appendChild(make("strong", "", name));
      who.appendChild(document.createTextNode(" " + say(tap.action) + " " + clock(tap.at)));
      who.appendChild(make("p", tap.outcome === "refused" ? "wrong" : "", tap.told));
      row.appendChild(who);
      var side = make("div", "taps");
      if (tap.outcome === "refused") {
        side.appendChild(button(say("again"), "btn-outline-secondary", name, function () { again(tap, {}); }));
        if (tap.action === "in" && (tap.problem === "not-signed-up" || tap.problem === "not-accepted")) {
          side.appendChild(button(say("walk-in"), "btn-outline-primary", name, function () { again(tap, { walk_in: true }); }));
        }
        if (tap.problem === "shift-full") {
          side.appendChild(button(say("over"), "btn-outline-danger", name, function () { again(tap, { over_places: true }); }));
        }
      }
      side.appendChild(button(say("seen"), "btn-outline-secondary", name, function () {
        tap.state = "seen";
        kept.put(shift, tap);
        draw();
      }));
      row.appendChild(side);
      list.appendChild(row);
    });
  }
  function paint() {
    var roster = kept.roster(shift);
    var taps = kept.taps(shift);
    var waiting = kept.waiting(shift).length;
    at("state").textContent = roster ? say("ready", { at: clock(roster.phone_prepared_at), people: roster.people.length }) : say("none");
    at("count").textContent = waiting ? say("waiting", { count: waiting }) : taps.length ? say("sent") : "";
    room.querySelector("[data-do=send]").hidden = !waiting;
    at("list").hidden = !roster;
    if (roster) { drawPeople(roster, taps); }
    drawConflicts(roster, taps);
  }
  /* Everything is drawn anew: who has no mouse stays at the person she was at, or at the next. */
  function draw() {
    var had = document.activeElement, row = had;
    while (row && row !== room && row.tagName !== "LI") { row = row.parentNode; }
    paint();
    if (!row || (room.contains(had) && had.getClientRects().length)) { return; }
    var fresh = row.id && document.getElementById(row.id);
    var next = [fresh, at("conflicts"), people, room].map(function (place) {
      return place && !place.hidden && (place.querySelector(".btn-lg") || place.querySelector(".btn"));
    }).filter(function (one) { return one && one.getClientRects().length; })[0];
    if (next) { next.focus({ preventScroll: true }); }
  }

  function told(no) {
    if (no.message === "sign-in") { at("login").hidden = false; return say("sign-in"); }
    if (no.message === "refused") { return no.detail || say("server"); }
    return say(no.message === "server" ? "server" : "offline");
  }
  function send() {
    if (!kept.waiting(shift).length) { return; }
    if (busy) { anew = true; return; }  /* the one under way may fail */
    busy = true;
    window.clearTimeout(soon);
    kept.send(shift, null).then(function (clockTold) {
      trouble("");
      at("login").hidden = true;
      at("clock").hidden = !clockTold;
      at("clock").textContent = clockTold || "";
    }, function (no) {
      trouble(told(no));
      if (no.message !== "sign-in" && no.message !== "refused") {
        soon = window.setTimeout(function () { if (navigator.onLine) { send(); } }, 20000);
      }
    }).then(function () {
      busy = false;
      draw();
      if (anew) { anew = false; send(); }
    });
  }
  function prepare() {
    kept.prepare(shift).then(function () { trouble(""); keepPage(); }, function (no) {
      trouble(no.name === "QuotaExceededError" ? say("full") : told(no));
    }).then(draw);
  }
  /* The page itself and its files, by the service worker. */
  function keepPage() {
    if (!navigator.serviceWorker) { at("page").textContent = say("open"); return; }
    var files = [window.location.pathname];
    Array.prototype.forEach.call(document.querySelectorAll("link[href], script[src], img[src]"), function (one) {
      files.push(one.getAttribute("href") || one.getAttribute("src"));
    });
    navigator.serviceWorker.register("/onsite/worker.js", { scope: "/onsite/" }).then(function () {
      return navigator.serviceWorker.ready;
    }).then(function (found) {
      var road = new MessageChannel();
      road.port1.onmessage = function (event) { at("page").textContent = say(event.data ? "saved" : "open"); };
      found.active.postMessage({ keep: files }, [road.port2]);
    }, function () { at("page").textContent = say("open"); });
  }
  /* What is typed next takes the place of what stands there. */
  function show(words) {
    field.value = words;
    if (document.activeElement === field) { field.select(); }
    draw();
  }
  function scanned(text) {
    var roster = kept.roster(shift);
    if (!CODE.test(text)) { at("scanned").textContent = say("foreign"); return; }
    kept.hash(text).then(null, function () { return ""; }).then(function (mark) {  /* the server knows it */
      var person = roster.people.filter(function (one) { return one.marks.indexOf(mark) >= 0; })[0];
      if (!person) {
        show("");
        at("scanned").textContent = say("unknown");
        at("scanned").appendChild(button(say("walk-in"), "btn-outline-primary", say("stranger"), function () {
          act({ action: "in", code: text, walk_in: true });
          at("scanned").textContent = "";
        }));
        return;
      }
      var now = standing(person, kept.taps(shift));
      at("scanned").textContent = say("scan", { name: person.name });
      if (!now.there) { act({ action: "in", sign_up_id: person.id, code: text, walk_in: person.status !== "accepted" && person.status !== "no_show" }); }
      show(person.number);
    });
  }
  if (window.KeptScan) { window.KeptScan.found = scanned; }
  room.addEventListener("click", function (event) {
    var what = event.target.getAttribute("data-do");
    if (what === "prepare") { prepare(); }
    if (what === "send") { send(); }
    if (what === "forget") {
      kept.forget(shift);
      if (navigator.serviceWorker && navigator.serviceWorker.controller) {
        navigator.serviceWorker.controller.postMessage({ drop: window.location.pathname });
      }
      draw();
    }
  });
  /* A hand scanner types the code it reads, and what another camera has read is pasted. */
  field.addEventListener("input", function () {
    var typed = field.value.trim();
    if (CODE.test(typed)) { scanned(typed); } else { draw(); }
  });
  window.addEventListener("online", send);
  window.addEventListener("storage", draw);
  draw();
  if (kept.roster(shift) && navigator.onLine) { keepPage(); }
  send();
})();
