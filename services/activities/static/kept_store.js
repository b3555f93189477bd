/* What the phone keeps of a shift: the roster it took along, and each tap under a key of its own,
   written before anything says that it is. Nothing goes from here but by the organiser's wish. */
(function () {
  "use strict";
  var store = window.localStorage;
  function key(shift, rest) { return "onsite:" + shift + ":" + rest; }
  function read(name) {
    try { return JSON.parse(store.getItem(name)); } catch (broken) { return null; }
  }
  function id() {
    var raw = new Uint8Array(12);
    window.crypto.getRandomValues(raw);
    return Array.prototype.map.call(raw, function (one) { return ("0" + one.toString(16)).slice(-2); }).join("");
  }
  function names(shift) {
    var found = [];
    var start = key(shift, "tap:");
    for (var i = 0; i < store.length; i += 1) {
      var name = store.key(i);
      if (name.indexOf(start) === 0) { found.push(name); }
    }
    return found;
  }
  function taps(shift) {
    return names(shift).map(read).filter(Boolean).sort(function (one, other) {
      return one.at < other.at ? -1 : one.at > other.at ? 1 : one.turn - other.turn;
    });
  }
  function put(shift, tap) { store.setItem(key(shift, "tap:" + tap.id), JSON.stringify(tap)); }
  function headers(more) {
    more.Accept = "application/json";
    return more;
  }
  function told(found) {
    if (found.redirected && String(found.url).indexOf("/sign-in") >= 0) { throw new Error("sign-in"); }
    if (found.status === 401) { throw new Error("sign-in"); }
    return found.json().then(function (body) {
      if (!found.ok) { var no = new Error("refused"); no.detail = body.detail; throw no; }
      return body;
    }, function () { throw new Error(found.ok ? "sign-in" : "server"); });
  }
  /* The kept page is old: who asks, and the mark that forms bear, are asked for anew. */
  function post(shift, road, body) {
    var base = "/onsite/" + shift + "/";
    return fetch(base + "fresh", { credentials: "same-origin", cache: "no-store", headers: headers({}) })
      .then(told)
      .then(function (fresh) {
        return fetch(base + road, {
          method: "POST",
          credentials: "same-origin",
          headers: headers({ "Content-Type": "application/json", "X-CSRF": fresh.csrf }),
          body: JSON.stringify(typeof body === "function" ? body() : body || {})
        });
      })
      .then(told);
  }
  function prepare(shift) {
    return post(shift, "prepare").then(function (roster) {
      roster.phone_prepared_at = new Date().toISOString();
      store.setItem(key(shift, "roster"), JSON.stringify(roster));
      taps(shift).forEach(function (one) {  /* the new roster knows of these */
        if (one.state === "done" || one.state === "seen") { store.removeItem(key(shift, "tap:" + one.id)); }
      });
      if (navigator.storage && navigator.storage.persist) { navigator.storage.persist(); }
      return roster;
    });
  }
  function waiting(shift) {
    return taps(shift).filter(function (tap) { return tap.state === "waiting"; });
  }
  /* A roster taken along anew has a new note: what waits keeps the note it was tapped under. */
  function tap(shift, what) {
    var roster = read(key(shift, "roster"));
    var all = taps(shift);
    what.id = id();
    what.at = new Date().toISOString();
    what.turn = all.length ? all[all.length - 1].turn + 1 : 1;
    what.state = "waiting";
    what.prepared = roster.prepared;
    what.phone_prepared_at = roster.phone_prepared_at;
    put(shift, what);
    return what;
  }
  function plain(one) {
    var sent = { id: one.id, action: one.action, at: one.at };
    ["sign_up_id", "number", "code", "walk_in", "over_places"].forEach(function (name) {
      if (one[name]) { sent[name] = one[name]; }
    });
    return sent;
  }
  /* A person's taps stay together, those of one note too. ``skipped``: notes that were refused. */
  function nextBatch(shift, skipped) {
    var all = waiting(shift).filter(function (one) { return skipped.indexOf(one.prepared) < 0; });
    if (!all.length) { return null; }
    var same = all.filter(function (one) { return one.prepared === all[0].prepared; });
    var batch = [];
    same.forEach(function (one) {
      if (batch.indexOf(one) >= 0 || batch.length >= 80) { return; }
      same.forEach(function (other) {
        var who = one.sign_up_id || one.number || one.code;
        if ((other.sign_up_id || other.number || other.code) === who) { batch.push(other); }
      });
    });
    return batch.slice(0, 200);
  }
  /* Told what is wrong with the phone's clock, if something is. A roster somebody else took along
     is refused whole; what was tapped on another one goes all the same. */
  function send(shift, clock, skipped, no) {
    skipped = skipped || [];
    var batch = nextBatch(shift, skipped);
    if (!batch) { return no ? Promise.reject(no) : Promise.resolve(clock || null); }
    return post(shift, "sync", function () {
      return {
        prepared: batch[0].prepared,
        phone_prepared_at: batch[0].phone_prepared_at,
        phone_sent_at: new Date().toISOString(),
        taps: batch.map(plain)
      };
    }).then(function (answer) {
      answer.taps.forEach(function (one) {
        var mine = read(key(shift, "tap:" + one.id));
        if (!mine) { return; }
        mine.state = one.outcome === "done" ? "done" : "conflict";
        mine.outcome = one.outcome;
        mine.problem = one.problem;
        mine.told = one.told;
        put(shift, mine);
      });
      return answer.clock;
    }).then(function (told) { return send(shift, told || clock, skipped, no); }, function (why) {
      if (why.message !== "refused") { throw why; }
      return send(shift, clock, skipped.concat(batch[0].prepared), why);
    });
  }
  /* What is over and sent is nobody's to keep. */
  function sweep() {
    for (var i = store.length - 1; i >= 0; i -= 1) {
      var found = /^onsite:([0-9a-f]{24}):roster$/.exec(store.key(i) || "");
      var roster = found && read(found[0]);
      var open = roster && taps(found[1]).some(function (one) {
        return one.state === "waiting" || one.state === "conflict";
      });
      if (roster && !open && new Date(roster.until) < new Date()) { forget(found[1]); }
    }
  }
  function forget(shift) {
    names(shift).concat(key(shift, "roster")).forEach(function (name) { store.removeItem(name); });
  }
  function hash(text) {
    if (!window.crypto || !window.crypto.subtle || !window.TextEncoder) {
      return Promise.reject(new Error("no hash"));
    }
    return window.crypto.subtle.digest("SHA-256", new TextEncoder().encode(text)).then(function (raw) {
      return Array.prototype.map.call(new Uint8Array(raw), function (one) {
        return ("0" + one.toString(16)).slice(-2);
      }).join("").slice(0, 24);
    });
  }
  window.Kept = {
    roster: function (shift) { return read(key(shift, "roster")); },
    prepare: prepare,
    tap: tap,
    taps: taps,
    waiting: waiting,
    put: put,
    send: send,
    hash: hash,
    remove: function (shift, one) { store.removeItem(key(shift, "tap:" + one)); },
    forget: forget
  };
  sweep();
})();
