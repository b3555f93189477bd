/* Looks after /onsite/ where there is no network: the kept list opens, and its files with it.
   It keeps pages without names only; the names are in the phone's own store (kept_store.js). */
"use strict";
var CACHE = "onsite-1";
var PATIENCE = 4000;

self.addEventListener("install", function () { self.skipWaiting(); });
self.addEventListener("activate", function (event) {
  event.waitUntil(caches.keys().then(function (names) {
    return Promise.all(names.filter(function (name) {
      return name.indexOf("onsite-") === 0 && name !== CACHE;
    }).map(function (name) { return caches.delete(name); }));
  }).then(function () { return self.clients.claim(); }));
});

/* {keep: [addresses]}: fetch them now, and answer whether all are here. {drop: address} */
self.addEventListener("message", function (event) {
  var told = event.data || {};
  var work = caches.open(CACHE).then(function (cache) {
    if (told.drop) { return cache.delete(told.drop); }
    return Promise.all((told.keep || []).map(function (address) {
      return fetch(new Request(address, { credentials: "same-origin" })).then(function (found) {
        if (!found.ok || found.redirected) { throw new Error(address); }
        return cache.put(address, found);
      });
    }));
  }).then(function () { return true; }, function () { return false; });
  event.waitUntil(work.then(function (good) {
    if (event.ports && event.ports[0]) { event.ports[0].postMessage(good); }
  }));
});

function keptPage(address) {
  var shift = /^\/onsite\/([0-9a-f]{24})(\/|$)/.exec(address.pathname);
  return shift ? caches.match("/onsite/" + shift[1] + "/kept") : Promise.resolve(undefined);
}

function page(request, address) {
  return keptPage(address).then(function (kept) {
    if (!kept) { return fetch(request); }
    return new Promise(function (resolve) {
      var timer = setTimeout(function () { resolve(kept.clone()); }, PATIENCE);
      fetch(request).then(function (found) {
        clearTimeout(timer);
        resolve(found.status >= 502 && found.status <= 504 ? kept : found);
      }, function () {
        clearTimeout(timer);
        resolve(kept);
      });
    });
  });
}

self.addEventListener("fetch", function (event) {
  var request = event.request;
  var address = new URL(request.url);
  if (request.method !== "GET" || address.origin !== self.location.origin) { return; }
  if (request.mode === "navigate") {
    event.respondWith(page(request, address));
  } else if (address.pathname.indexOf("/assets/") >= 0) {
    event.respondWith(caches.match(request).then(function (kept) { return kept || fetch(request); }));
  }
});
